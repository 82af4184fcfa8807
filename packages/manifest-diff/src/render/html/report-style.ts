const light = `
  --ground: #ffffff; --panel: #f6f7f9; --text: #1b1f24; --faint: #57606a; --line: #d0d7de; --accent: #0550ae;
  --added: #116329; --added-ground: #dafbe1; --removed: #a40e26; --removed-ground: #ffebe9;
  --changed: #7a4a00; --changed-ground: #fff4d6; --moved: #6639ba; --moved-ground: #f3ebff; --disk: #c8d1da;`;
const dark = `
  --ground: #0f1318; --panel: #171d25; --text: #e6edf3; --faint: #9aa7b4; --line: #36404b; --accent: #79b8ff;
  --added: #6bd98a; --added-ground: #12301d; --removed: #ff9d94; --removed-ground: #3a1719;
  --changed: #f0c36a; --changed-ground: #33270c; --moved: #cdb2ff; --moved-ground: #281d40; --disk: #46525f;`;

/** The page's style: two columns that become one on paper and small screens, both themes, focus always visible. */
export const reportStyle = `
:root { color-scheme: light; ${light} }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { color-scheme: dark; ${dark} } }
:root[data-theme="dark"] { color-scheme: dark; ${dark} }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
main:focus { outline: none; }
h1 { font-size: 1.5rem; margin: 1.5rem 0 .25rem; }
h2, h3 { display: inline; margin: 0; font-size: 1.05rem; overflow-wrap: anywhere; }
h3 { font-size: .95rem; }
.summary { margin: 0 0 1rem; color: var(--faint); }
.count { color: var(--faint); font-size: .875rem; font-weight: normal; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--ground); z-index: 1; }
[hidden] { display: none !important; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.controls { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; margin-bottom: 1rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.row p { margin: 0; flex: 1; color: var(--faint); }
input[type="search"] { flex: 1 1 16rem; font: inherit; padding: .3rem .6rem; color: inherit; background: var(--ground); border: 1px solid var(--faint); border-radius: 5px; }
button { font: inherit; padding: .3rem .8rem; color: inherit; background: var(--ground); border: 1px solid var(--faint); border-radius: 5px; cursor: pointer; }
button:hover { background: var(--panel); }
fieldset { border: 0; margin: .6rem 0 .3rem; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; }
legend { float: left; padding: 0; margin-right: 1rem; color: var(--faint); }
fieldset label { white-space: nowrap; cursor: pointer; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .2rem 1rem; margin: .5rem 0; }
dl div { display: flex; gap: .6rem; align-items: baseline; } dt { min-width: 2.4rem; } dd { margin: 0; }
kbd { font: .8rem ui-monospace, monospace; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; padding: 0 .35rem; background: var(--ground); }
#keys[open] { flex-basis: 100%; }
summary { cursor: pointer; padding: .35rem .2rem; }
nav { margin-bottom: 1rem; } nav ul { columns: 22rem; margin: .25rem 0; padding-left: 1.25rem; } nav li { break-inside: avoid; overflow-wrap: anywhere; }
.case { border: 1px solid var(--line); border-radius: 8px; margin-bottom: 1rem; padding: .25rem 1rem; content-visibility: auto; contain-intrinsic-size: auto 44px; }
.case[open] { contain-intrinsic-size: auto 900px; }
.inside { padding: .25rem 0 .75rem; }
.names { list-style: none; margin: 0 0 .75rem; padding: 0 .2rem; color: var(--faint); font: .8rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.pipeline { border-top: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 40px; }
.pipeline[open] { contain-intrinsic-size: auto 400px; }
.pipeline:not(.differs):not([open]) { display: inline-block; border: 0; margin-right: 1rem; content-visibility: visible; }
.pipeline:not(.differs) > summary h3 { font-weight: normal; color: var(--faint); }
.elsewhere { border-top: 1px solid var(--line); padding: .35rem .2rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: .25rem 0 1rem; }
th { text-align: left; color: var(--faint); font-weight: normal; font-size: .875rem; padding: .15rem .5rem; }
td { padding: .2rem .5rem; vertical-align: top; overflow-wrap: anywhere; }
tbody.stage { border-top: 1px solid var(--line); }
tbody.stage tr:first-child td { height: 2rem; }
.stage.equal td { color: var(--faint); }
.stage:not(.equal) tr:first-child td { font-weight: 600; }
.place { display: inline-block; min-width: 1.4rem; color: var(--faint); font-weight: normal; font-size: .8rem; }
.stage.added tr:first-child td:last-child { background: var(--added-ground); }
.stage.removed tr:first-child td:first-child { background: var(--removed-ground); }
.stage.changed tr:first-child td { background: var(--changed-ground); }
.stage.moved tr:first-child td { background: var(--moved-ground); }
.stage .none { background: repeating-linear-gradient(135deg, transparent 0 5px, var(--panel) 5px 10px); }
.below td { padding-top: 0; }
.changes { list-style: none; margin: .15rem 0; padding: 0; }
.change { display: grid; grid-template-columns: 1.2rem 1fr auto; gap: .4rem; padding: .1rem .4rem; border-left: 3px solid currentColor; margin: .15rem 0; scroll-margin: 4rem; }
.change:focus { outline: 3px solid var(--accent); outline-offset: 1px; }
.sign { font-weight: 700; text-align: center; }
.text { color: var(--text); font-family: ui-monospace, monospace; font-size: .85rem; line-height: 1.6; overflow-wrap: anywhere; }
.tag { font-size: .75rem; color: var(--faint); }
.reason { display: block; font: italic .85rem system-ui, sans-serif; color: var(--faint); }
.reason::before { content: "because: "; }
.change.added { color: var(--added); } .change.removed { color: var(--removed); } .change.changed { color: var(--changed); }
.change.moved { color: var(--moved); } .change.faint { color: var(--faint); }
.below td { position: relative; }
.json > summary { position: absolute; right: .5rem; top: -1.7rem; font-size: .8rem; color: var(--faint); padding: .05rem .2rem; }
.json[open] { padding: .3rem 0; }
.stage.equal .below td { padding-bottom: 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: .5rem; }
pre { margin: 0; padding: .6rem; background: var(--panel); border: 1px solid var(--line); border-radius: 5px; font: .8rem/1.45 ui-monospace, monospace; color: var(--text); white-space: pre-wrap; overflow-wrap: anywhere; font-weight: normal; }
.disks { margin: .5rem 0 1rem; } .disks div { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 1rem; } .disks svg { max-width: 100%; height: auto; font: 13px system-ui, sans-serif; fill: var(--text); }
pre del { text-decoration: none; color: var(--removed); background: var(--removed-ground); } pre ins { text-decoration: none; color: var(--added); background: var(--added-ground); }
figcaption { font-size: .8rem; color: var(--faint); }
.disks .title { font-weight: 600; }
.disks .disk { fill: none; stroke: var(--faint); }
.disks .partition { fill: var(--disk); stroke: var(--ground); stroke-width: 1; }
.disks .partition:not(.equal) { stroke-width: 1.5; }
.disks .partition.added { fill: var(--added-ground); stroke: var(--added); } .disks .partition.removed { fill: var(--removed-ground); stroke: var(--removed); }
.disks .partition.changed { fill: var(--changed-ground); stroke: var(--changed); }
.disks text.added { fill: var(--added); } .disks text.removed { fill: var(--removed); } .disks text.changed { fill: var(--changed); }
.disks .leader { fill: none; stroke: var(--faint); stroke-width: .8; }
@media (max-width: 40rem) { .tag { display: none; } header, main { padding: 0 .5rem; } .case { padding: .25rem .5rem; } }
@media print {
  .controls, .skip, nav, .json { display: none; }
  .case, .pipeline { content-visibility: visible; border-radius: 0; }
  .stage, .change, .disks { break-inside: avoid; }
  .disks div { flex-wrap: nowrap; } .disks svg { flex: 1 1 0; min-width: 0; }
  header, main { max-width: none; }
}
`;
