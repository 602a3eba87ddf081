 #
BBBB BBBBXXXX XXXXXXXXXXXXXXXXX BB BBBBBBXXXXXXXXXXXXBBBBXXXXXXXXXBBBBBXX
BB BBBBBBXXX gettext(u'This draft cannot be published yet. You can save it at any time.') XXXXXXXXBBB BBBBB BB BBBBBBXXXXXXXXXBBBBBBXXXXX
BBBBXXX gettext(u'No faults were found. The task can be published.') XXXXBBBBB
XXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXX gettext(u'Try it out as a learner') XXXX XX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXX gettext(u'Download the file (YAML)') XXXXXXXX
XXX gettext(u'Both use what was saved last.') XXXX
XXXXXX
