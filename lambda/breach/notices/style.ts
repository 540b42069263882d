/**
 * Style of every page of the breach desk: for US Letter, in black on white, with what a browser has. A head stands on
 * each sheet, since the head of a table is repeated.
 */
export const STYLE = String.raw`
@page { size: letter; margin: 0.7in 0.9in 0.8in; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8.5pt system-ui, Helvetica, Arial, sans-serif; color: #444; } }
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #111; font: 10.5pt/1.4 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1, h2, h3, th, .head, .desk, .mark { font-family: system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; }
h1 { font-size: 15pt; line-height: 1.2; margin: 0 0 8pt; }
h2 { font-size: 11.5pt; margin: 11pt 0 3pt; break-after: avoid; }
h3 { font-size: 10.5pt; margin: 12pt 0 3pt; break-after: avoid; }
p { margin: 0 0 6pt; orphans: 3; widows: 3; }
ul { margin: 0 0 6pt; padding-left: 18pt; }
.written { white-space: pre-line; break-inside: avoid; }
.sheet { width: 100%; border-collapse: collapse; }
.sheet > thead > tr > td { padding: 0 0 12pt; }
.sheet > tbody > tr > td { padding: 0 1pt; }
.head { display: flex; justify-content: space-between; gap: 16pt; border-bottom: 0.75pt solid #777; padding-bottom: 3pt; font-size: 8.5pt; color: #444; }
.mark { font-weight: 700; color: #9b1c1c; white-space: nowrap; }
.desk { font-size: 9.5pt; line-height: 1.4; }
.desk li { margin-bottom: 3pt; }
.lacking { background: #fdecea; border-left: 3pt solid #9b1c1c; padding: 4pt 8pt; }
.grid { width: 100%; border-collapse: collapse; margin: 0 0 8pt; font: 9.5pt/1.35 system-ui, Helvetica, Arial, sans-serif; }
.grid th, .grid td { border: 0.5pt solid #aaa; padding: 3pt 5pt; text-align: left; vertical-align: top; }
.grid thead th { background: #eef1f5; }
.grid tbody th { width: 30%; font-weight: 600; background: #f7f8fa; }
.grid p:last-child { margin: 0; }
.choices { list-style: "\2610  "; columns: 2; margin: 2pt 0 0; font-size: 8.5pt; color: #444; }
.choices li { break-inside: avoid; }
.grid tr { break-inside: avoid; }
.grid p { margin: 0 0 3pt; }
.list { table-layout: fixed; }
.list th:first-child:nth-last-child(3) { width: 46%; }
.day { white-space: nowrap; }
.history .grid tbody th { width: 34%; }
.history .grid { font-size: 8.5pt; }
.quiet { color: #444; font-size: 8.5pt; }
.part { break-before: page; }
.code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 8.5pt; }
@media screen { body { max-width: 7.1in; margin: 0 auto; padding: 0.5in 0.25in; } .part { border-top: 2pt dashed #bbb; margin-top: 28pt; padding-top: 28pt; } }
`;
