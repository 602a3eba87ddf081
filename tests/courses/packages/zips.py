"""Packages as other tools export them, small, and zips that nobody should take."""

import io
import json
import zipfile

MANIFEST_12 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="portal" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org"><organization identifier="org"><title>Refills, by another tool</title>
    <item identifier="one" identifierref="res"><title>Part one</title>
      <adlcp:masteryscore>70</adlcp:masteryscore><adlcp:datafromlms>calm</adlcp:datafromlms></item>
  </organization></organizations>
  <resources><resource identifier="res" type="webcontent" adlcp:scormtype="sco" href="start/index.html">
    <file href="start/index.html"/></resource></resources>
</manifest>"""

MANIFEST_2004 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="portal" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="org"><organization identifier="org"><title>Results, by another tool</title>
    <item identifier="one" identifierref="res"><title>Part one</title></item>
  </organization></organizations>
  <resources><resource identifier="res" type="webcontent" adlcp:scormType="sco" href="index.html?lang=en">
    <file href="index.html"/></resource></resources>
</manifest>"""

# What a package does that looks for the calls in its own window, then up the frames, as ADL's wrapper does.
_FIND = """
function find(name) {
  var here = window;
  for (var up = 0; up < 8; up++) {
    try { if (here[name]) return here[name]; } catch (error) { return null; }
    if (here.parent === here) return null;
    here = here.parent;
  }
  return null;
}
function show(id, text) { document.getElementById(id).textContent = text; }
"""

PAGE_12 = f"""<!doctype html><html><head><meta charset="utf-8"><title>Refills</title>
<link rel="stylesheet" href="../style.css">
<script>{_FIND}</script></head><body><h1>Refills</h1>
<p>You were on page <b id="place"></b>, status <b id="status"></b>, data <b id="data"></b>.</p>
<p id="entry"></p><p id="last"></p><button id="finish">Finish</button>
<script>
var api = find("API");
show("last", "begin " + api.LMSInitialize(""));
show("place", api.LMSGetValue("cmi.core.lesson_location"));
show("status", api.LMSGetValue("cmi.core.lesson_status"));
show("data", api.LMSGetValue("cmi.suspend_data"));
show("entry", api.LMSGetValue("cmi.core.entry") + " " + api.LMSGetValue("cmi.launch_data"));
api.LMSSetValue("cmi.core.lesson_status", "incomplete");
api.LMSSetValue("cmi.core.lesson_location", "page-2");
api.LMSSetValue("cmi.suspend_data", "half <done> ñ");
api.LMSCommit("");
document.getElementById("finish").onclick = function () {{
  api.LMSSetValue("cmi.interactions.0.id", "q1");
  api.LMSSetValue("cmi.core.score.raw", "80");
  api.LMSSetValue("cmi.core.lesson_status", "completed");
  show("last", "end " + api.LMSFinish(""));
}};
</script></body></html>"""

PAGE_2004 = f"""<!doctype html><html><head><title>Results</title><script>{_FIND}</script></head><body>
<h1>Results</h1><p>Place <b id="place"></b>, query <b id="query"></b></p><p id="told"></p>
<button id="finish">Finish</button>
<script>
show("query", location.search);
var api = find("API_1484_11");
api.Initialize("");
show("place", api.GetValue("cmi.location"));
api.SetValue("cmi.location", "slide-3");
api.Commit("");
document.getElementById("finish").onclick = function () {{
  api.SetValue("cmi.score.scaled", "0.9");
  api.SetValue("cmi.completion_status", "completed");
  api.SetValue("cmi.success_status", "passed");
  api.Terminate("");
}};
function told(name, text) {{
  var line = document.createElement("span");
  line.textContent = name + "=" + text + ";";
  document.getElementById("told").appendChild(line);
}}
// What a package must not reach.
function attempt(name, reach) {{
  try {{ told(name, "got:" + reach()); }} catch (error) {{ told(name, "refused"); }}
}}
attempt("page", function () {{ return parent.document.title; }});
attempt("top", function () {{ return top.location.href; }});
attempt("cookie", function () {{ return document.cookie || "none"; }});
attempt("session", function () {{
  return Object.getOwnPropertyDescriptor(Document.prototype, "cookie").get.call(document) || "none";
}});
attempt("navigate", function () {{ top.location = "http://example.org/"; return "went"; }});
attempt("origin", function () {{ return self.origin; }});
["SITE/en/account/", "http://localhost:9/", "/en/"].forEach(function (address, number) {{
  fetch(address, {{ credentials: "include" }}).then(
    function (answer) {{ told("fetch" + number, "got:" + answer.status); }},
    function () {{ told("fetch" + number, "refused"); }}
  );
}});
var picture = new Image();
picture.onload = function () {{ told("picture", "got"); }};
picture.onerror = function () {{ told("picture", "refused"); }};
picture.src = "SITE/static/icons/192.png";
fetch("data.json").then(function (answer) {{ return answer.json(); }}).then(
  function (data) {{ told("own", "got:" + data.word); }},
  function () {{ told("own", "refused"); }}
);
</script></body></html>"""


def zipped(files, *, pack=zipfile.ZIP_DEFLATED):
    """Returns the bytes of a zip; `files` is [(name or ZipInfo, text or bytes)] or a dict."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data, pack)
    return out.getvalue()


def scorm_12(**more):
    """A package of SCORM 1.2; `more` replaces or adds files."""
    files = {
        "imsmanifest.xml": MANIFEST_12,
        "start/index.html": PAGE_12,
        "style.css": "h1 { color: rgb(1, 2, 3) }",
        "__MACOSX/._junk": "junk",
    }
    return zipped(files | more)


def scorm_2004(site="http://localhost:8000"):
    """A package of SCORM 2004 whose script tries what it must not reach."""
    page = PAGE_2004.replace("SITE", site)
    files = {"imsmanifest.xml": MANIFEST_2004, "index.html": page, "data.json": '{"word": "mine"}'}
    return zipped(files)


PAGE_LEAVING = f"""<!doctype html><html><head><title>Leaving</title><script>{_FIND}</script></head><body>
<p id="ready"></p><p>Data <b id="data"></b></p><script>
var api = find("API");
api.LMSInitialize("");
show("data", api.LMSGetValue("cmi.suspend_data").length);
show("ready", "ready");
api.LMSSetValue("cmi.core.lesson_location", "page-1");
window.onunload = function () {{
  api.LMSSetValue("cmi.core.score.raw", "90");
  api.LMSSetValue("cmi.core.lesson_status", "passed");
  api.LMSSetValue("cmi.suspend_data", new Array(30001).join("x"));
  api.LMSFinish("");
}};
</script></body></html>"""


def scorm_12_that_ends_on_leaving():
    """A package of SCORM 1.2 that says its result in `onunload`, as many authoring tools' do."""
    return scorm_12(**{"start/index.html": PAGE_LEAVING})


def two_parts():
    """A package of SCORM 1.2 with two parts that start on their own."""
    part = '<item identifier="two" identifierref="res2"><title>Part two</title></item></organization>'
    resource = (
        '<resource identifier="res2" adlcp:scormtype="sco" href="two.html?x=1"><file href="two.html"/>'
        "</resource></resources>"
    )
    manifest = MANIFEST_12.replace("</organization>", part).replace("</resources>", resource)
    return scorm_12(**{"imsmanifest.xml": manifest, "two.html": "<p>Two</p>"})


CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
COURSE_STRUCTURE = f"""<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="{CMI5}">
  <course id="https://tool.example/course"><title><langstring lang="en">Refills</langstring></title>
    <description><langstring lang="en">All of it</langstring></description></course>
  <au id="https://tool.example/one" moveOn="CompletedAndPassed" masteryScore="0.8" launchMethod="AnyWindow">
    <title><langstring lang="es">Parte uno</langstring><langstring lang="en">Part one</langstring></title>
    <description><langstring lang="en">The first</langstring></description>
    <url>one/index.html?look=calm</url><launchParameters>start=1</launchParameters>
    <entitlementKey>abc</entitlementKey></au>
  <block id="https://tool.example/block"><title><langstring>More</langstring></title>
    <description><langstring>More</langstring></description>
    <au id="https://tool.example/two"><title><langstring>Part two</langstring></title>
      <description><langstring>The second</langstring></description><url>two.html</url></au></block>
</courseStructure>"""


def cmi5(structure=COURSE_STRUCTURE, **more):
    """A cmi5 package of two units, the second in a block."""
    page = "<!doctype html><html><head><title>Unit</title></head><body><p>Unit</p></body></html>"
    return zipped({"cmi5.xml": structure, "one/index.html": page, "two.html": page} | more)


# A library of our own, as small as one can be: a button that says that the question was answered.
H5P_SCRIPT = """
var H5P = H5P || {};
H5P.Tiny = function (params, id, extras) {
  H5P.EventDispatcher.call(this);
  var self = this, before = extras && extras.previousState;
  var clicks = before ? before.clicks : 0;
  self.getCurrentState = function () { return { clicks: clicks }; };
  self.attach = function ($container) {
    var button = document.createElement("button"), line = document.createElement("p");
    button.textContent = params.question;
    line.id = "line";
    var path = H5P.getPath("images/x.png", id).split("/").slice(-3).join("/");
    line.textContent = "before " + clicks + " at " + path;
    button.onclick = function () {
      clicks += 1;
      var event = self.createXAPIEventTemplate("answered");
      event.setScoredResult(3, 4, self, true, true);
      self.trigger(event);
      line.textContent = "answered, text " + typeof new Function("return 1")();
    };
    $container[0].appendChild(button);
    $container[0].appendChild(line);
  };
};
H5P.Tiny.prototype = Object.create(H5P.EventDispatcher.prototype);
"""


def library(name, version="1.0", needs=(), **more):
    """Returns library.json of an H5P library as text."""
    major, _dot, minor = version.partition(".")
    said = {"machineName": name, "majorVersion": int(major), "minorVersion": int(minor), "title": name}
    said["preloadedDependencies"] = [
        {"machineName": one, "majorVersion": 1, "minorVersion": 0} for one in needs
    ]
    return json.dumps(said | more)


def h5p(content=None, main="H5P.Tiny", **more):
    """An H5P package: one library that needs another."""
    head = {
        "title": "Results, with H5P",
        "language": "en",
        "mainLibrary": main,
        "embedTypes": ["iframe"],
        "preloadedDependencies": [{"machineName": main, "majorVersion": "1", "minorVersion": "0"}],
    }
    scripts = {"preloadedJs": [{"path": "js/tiny.js"}], "preloadedCss": [{"path": "tiny.css"}]}
    files = {
        "h5p.json": json.dumps(head),
        "content/content.json": json.dumps(content or {"question": "Is </script> it?"}),
        f"{main}-1.0/library.json": library(main, needs=["H5P.Base"], **scripts),
        f"{main}-1.0/js/tiny.js": H5P_SCRIPT,
        f"{main}-1.0/tiny.css": "button { color: rgb(4, 5, 6) }",
        "H5P.Base-1.0/library.json": library("H5P.Base", preloadedJs=[{"path": "base.js"}]),
        "H5P.Base-1.0/base.js": "window.isBaseThere = true;",
    }
    return zipped(files | more)
