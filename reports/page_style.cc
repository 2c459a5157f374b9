#include "reports/page_style.h"

#include <fmt/format.h>

#include <string_view>

#include "reports/svg_colours.h"
#include "reports/words/escape.h"

namespace reports {

std::string page_style() {
  static constexpr std::string_view rules = R"css(
:root { color-scheme: light dark; --paper: #fbfbfa; --card: #fff; --ink: #1c1d1f; --soft: #5d6066;
  --line: #dcdddf; --good: #05694a; --bad: #a63603; --stripe: #f4f4f2;
  --link: #005a9c; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181a; --card: #1f2023; --ink: #e8e8e6;
  --soft: #a5a8ae; --line: #3a3c40; --good: #5fd3a8; --bad: #ff9e66; --stripe: #25262a;
  --link: #7cc0f4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
main { max-width: 1220px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 44px 0 12px; }
p { margin: 8px 0; max-width: 75ch; overflow-wrap: anywhere; }
.top { display: flex; flex-wrap: wrap; gap: 12px 20px; align-items: center;
  justify-content: space-between; }
.badge { font-weight: 700; letter-spacing: .04em; padding: 6px 16px; border-radius: 6px;
  font-size: 20px; border: 2px solid currentColor; white-space: nowrap; }
p.good, .badge.good, tr.good td:nth-child(2) { color: var(--good); }
p.bad, .badge.bad, tr.bad td:nth-child(2) { color: var(--bad); font-weight: 600; }
p.soft, tr.faint td { color: var(--soft); }
p.alarm { border: 2px solid var(--bad); border-left-width: 12px; border-radius: 6px; color: var(--bad);
  padding: 12px 16px; margin: 16px 0; font-size: 18px; font-weight: 600; }
p.alarm strong { letter-spacing: .04em; font-weight: 800; }
.question { font-size: 18px; color: var(--soft); }
.answer { font-size: 20px; font-weight: 600; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(165px, 1fr)); gap: 12px;
  margin: 20px 0 0; padding: 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 10px 14px; }
.figures dt, .figures .where { font-size: 13px; color: var(--soft); }
.figures dd { margin: 0; font-size: 23px; font-weight: 600; line-height: 1.3; }
.figures .where, .figures .interval { font-weight: 400; overflow-wrap: anywhere; }
.figures .interval { font-size: 15px; }
figure { margin: 0 0 26px; max-width: 1012px; break-inside: avoid; }
figure .plot { background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 6px; }
figure svg { display: block; width: 100%; height: auto; }
figure .narrow, figure h3 { display: none; }
h3 { font-size: 16px; margin: 22px 0 6px; }
a { color: var(--link); }
nav { margin: 28px 0 0; border-top: 1px solid var(--line); }
nav ul { list-style: none; padding: 0; margin: 12px 0 0; }
nav li { margin: 4px 0; font-weight: 600; overflow-wrap: anywhere; }
nav small { font-size: 14px; font-weight: 400; color: var(--soft); margin-left: 12px; }
figcaption { font-size: 15px; color: var(--soft); margin-top: 6px; max-width: 95ch; }
.scroll { overflow-x: auto; margin: 0 0 22px; }
table { min-width: min(100%, 34em); border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; font-size: 16px; padding: 0 0 6px; }
caption p { font-weight: 400; font-size: 14px; color: var(--soft); margin: 2px 0 0;
  max-width: min(75ch, calc(100vw - 32px)); }
td small { display: block; font-size: 12px; color: var(--soft); }
th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
td { overflow-wrap: break-word; }
td.w { overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--soft); vertical-align: bottom; }
.n { text-align: right; }
td.n { white-space: nowrap; }
td:not(.n) { min-width: 10ch; max-width: 46ch; }
td.w { min-width: 28ch; }
td:not(.n):empty { min-width: 0; }
pre { background: var(--stripe); border: 1px solid var(--line); border-radius: 8px; padding: 12px;
  overflow-x: auto; font: 14px/1.5 "Liberation Mono", Consolas, monospace; white-space: pre-wrap; }
ul { padding-left: 20px; overflow-wrap: anywhere; }
@media screen and (max-width: 700px) { main { padding: 20px 14px 48px; }
  h1 { font-size: 24px; } h2 { font-size: 18px; margin-top: 32px; } .badge { font-size: 16px; padding: 4px 10px; }
  .question, p.alarm { font-size: 16px; } .answer { font-size: 17px; }
  .figures { grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); gap: 8px; }
  .figures div { padding: 8px 10px; } .figures dd { font-size: 20px; }
  figure { max-width: 520px; } figure .wide { display: none; }
  figure .narrow, figure h3 { display: block; } figure .plot { padding: 2px; }
  nav small { display: block; margin: 0 0 4px; line-height: 1.8; } }
@media print { :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000;
  --soft: #444; --line: #bbb; --good: #05694a; --bad: #a63603; --stripe: #fff; }
  body { font-size: 11pt; } main { max-width: none; padding: 0; } h2 { break-after: avoid; }
  .scroll { overflow: visible; } table { font-size: 7.5pt; } tr { break-inside: avoid; }
  nav { display: none; } a { color: inherit; } }
)css";
  return std::string(rules) + dark_rules(".plot svg");
}

}  // namespace reports
