
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB
BBBBB BBBBBBBB gettext(u'What the library changed: %(title)s') SSSS SSS SSSSSSS SSSSSSSS SSSSSSSSSBBBBBBBB
BBBBB BBBBBBB
   gettext(u'What the library changed') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBB
  XXXX XXXXXXXXXXXXXXXXXXXXX
    XXXXX XXXXXXXX gettext(u'Back to the library’s tasks') XXXX X XX XXXXXXXX gettext(u'Edit your version') XXXXXXXX
    BB BBBBBBB
      XXX ngettext(u'The library has %(number)s change for this task.', u'The library has %(number)s changes for this task.', count) SSS SSSSSSS SSS SSSSSSSSSS SSSSSS SSS SSSS SSSSSPPP PPPPPPP PPP PPPPPPPPPP PPPPPPP PPP PPPP PPPPP
       gettext(u'Take what you want. It goes into your draft, and learners see nothing of it until you publish it.') XXXX
       gettext(u'Your version') 
      BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBBBBBBBBB
    BBBB
      XXX gettext(u'Nothing is left to decide: your version and the library’s changes are in step.') XXXX
    BBBBB
  XXXXXX
BBBBBBBB
