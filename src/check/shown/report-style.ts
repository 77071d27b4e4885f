/** The style of reports: colours are said as they are, for light and for dark. */
export const reportStyle = `
body{margin:0;font:15px/1.5 system-ui,sans-serif;background:#f6f7f9;color:#1c2330}
main{max-width:1080px;margin:0 auto;padding:24px 20px 60px}
h1{font-size:24px;margin:0}
h2{font-size:17px;margin:0 0 4px;overflow-wrap:anywhere}
h3{font-size:14px;margin:14px 0 2px}
ul{margin:4px 0;padding-left:22px}
li{overflow-wrap:anywhere}
.made{color:#5b6577;font-size:13px;margin:2px 0 10px}
.head{margin:2px 0;overflow-wrap:anywhere}
.counts{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:8px}
.counts li{background:#fff;border:1px solid #d9dee7;border-radius:8px;padding:6px 12px}
.counts li.none{color:#8a93a3}
section{background:#fff;border:1px solid #d9dee7;border-left:5px solid #8a93a3;border-radius:8px;padding:14px 18px;margin:14px 0}
section.unexplained{border-left-color:#c62828}
section.undecided,section.explained-if{border-left-color:#b26a00}
section.explained{border-left-color:#2e7d32}
.mark{font-size:12px;font-weight:600;border-radius:5px;padding:2px 7px;margin-right:6px;background:#e6e9ef;color:#1c2330}
.unexplained .mark,.counts .unexplained b{color:#c62828}
.explained-if .mark,.undecided .mark,.counts .explained-if b,.counts .undecided b{color:#8a5200}
.explained .mark,.counts .explained b{color:#2e7d32}
summary{cursor:pointer;font-weight:600;font-size:14px;margin-top:14px}
.wide{overflow-x:auto;margin-top:6px}
pre{overflow-x:auto;font-size:12px}
svg.story{font:12px/1 Helvetica,Arial,sans-serif;display:block}
svg .lane{fill:#eef1f6;stroke:#c3cad6}
svg .life{stroke:#d9dee7}
svg .name{fill:#1c2330;font-weight:600}
svg .time,svg .place{fill:#5b6577;font-size:10px}
svg g line,svg g path{stroke:#1c2330;fill:none;stroke-width:1.3}
svg .label{fill:#1c2330}
svg .hidden line{stroke-dasharray:5 4;stroke:#8a93a3}
svg .hidden path{stroke:#8a93a3}
svg .hidden .label{fill:#5b6577}
svg .wrong line,svg .wrong path{stroke:#c62828;stroke-width:2}
svg .wrong .label{fill:#c62828;font-weight:600}
@media (prefers-color-scheme:dark){
body{background:#12161d;color:#e3e7ee}
.made{color:#9aa5b6}
.counts li,section{background:#1a2029;border-color:#303947}
.counts li.none{color:#7d8797}
section.unexplained{border-left-color:#ef6b6b}
section.undecided,section.explained-if{border-left-color:#e0a54a}
section.explained{border-left-color:#6cbf73}
.mark{background:#2a323e;color:#e3e7ee}
.unexplained .mark,.counts .unexplained b{color:#ff8a8a}
.explained-if .mark,.undecided .mark,.counts .explained-if b,.counts .undecided b{color:#f0bd6b}
.explained .mark,.counts .explained b{color:#86d18d}
svg .lane{fill:#242c38;stroke:#465264}
svg .life{stroke:#303947}
svg .name,svg .label{fill:#e3e7ee}
svg .time,svg .place{fill:#9aa5b6}
svg g line,svg g path{stroke:#e3e7ee}
svg .hidden line,svg .hidden path{stroke:#7d8797}
svg .hidden .label{fill:#9aa5b6}
svg .wrong line,svg .wrong path{stroke:#ef6b6b}
svg .wrong .label{fill:#ff8a8a}
}`;
