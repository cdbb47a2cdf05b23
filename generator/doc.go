// Package generator compiles public disclosure boards (公开栏) from Markdown.
//
// It is the program behind the command gongkai, and this text is its
// architecture. The words, as the project uses them everywhere:
//
//	board     公开栏    one organisation's disclosure site: a folder with a board.yaml
//	section   栏目      a folder of a board, described by its _index.md
//	record    记录      one Markdown file with front matter
//	kind      类型      what a record is: finance, commitment, evaluation …
//	scheme    活动体系  the board's own lists, 三亮, 三比, 三评 …: configuration, never compiled in
//	roster    名录      the people and units that records refer to by name
//	catalogue 公开目录  what the board owes the public: item, period, last day
//	measure   指标      a number that a record gives of a unit for a period
//	period    期        month, quarter, school term …
//	block     内容块    one thing that a record shows, out of a closed vocabulary
//	surface   展示面    where blocks are shown: the website, lobby screens (电子显示屏), paper (公开栏张贴件),
//	                    the texts of LED strips (条屏)
//	page      页        what the website shows at once
//	sheet     张        what hangs on a notice board as one; a set is what hangs together
//	posting   张贴      that a sheet hung at a place from a day on
//	slide     屏        what a lobby screen shows at once; a stage is the place that all its slides have
//	as-of date 基准日   the day that the build takes for today
//	finding   ——        something wrong with the input, at a place
//
// # The way through
//
// Markdown flows one way. Each phase is one call in build.go, begins only when
// the ones before found no error, and knows nothing of those that follow:
//
//	source   bytes → documents: encodings, front matter and tables with the place
//	         of every piece, text rendered to safe HTML
//	kind     document → typed record: its own fields, sums and rules
//	board    records and board.yaml → boards: addresses, links, carry-forwards,
//	         ranks, what is visible on the as-of date
//	surface  board → pages and slides: what will exist, where, with which blocks
//	theme    page → HTML, with charts as SVG; screen → a folder that stands on its own
//	publish  files → the output folder
//
// Besides them: [gongkai/generator/internal/diag] (findings), value (amounts,
// dates and periods as people write them), calendar (working days, festivals), block (the
// vocabulary between kinds and surfaces), chart (block.Chart → SVG), qr (QR codes), printer (pages → PDF),
// poster (the pictures that networks show with links), attach (what is in attachments and photos), search (the index that browsers search in), opendata
// (tables, feeds, calendars for programs), starter (what new boards begin with), sheet (cells of spreadsheets) and
// intake (which of a kind's tables they are), preview (the
// server of gongkai serve), led (what LED strips can show). Imports point one way only, from the later phase to
// the earlier, and each third-party library is imported in one package; a lint
// rule keeps both.
//
// # Kinds and surfaces
//
// There are many kinds and several surfaces, and neither knows the other. A kind
// is one struct whose tags declare its front-matter keys and table columns, with
// functions that check a record, relate the records of a section, and turn them
// into blocks. Decoding, findings about missing or misspelt keys, and the reference
// for clerks all come from that declaration; see kind/bind.go and kind/tables.go. Adding a kind takes
// one file, one line in kind/kinds.go, and its fixtures.
//
// A block is marked headline, detail or appendix, and surfaces choose: the home
// page of a board takes the headlines of every section's overview, a record's page takes everything.
// A chart is a drawing of a table that it carries along, so that what is drawn is what is printed.
//
// # Finding and reading
//
// What can be found is what pages show: a record's page hands its content to the index when it is rendered
// (surface/find.go). That is written as scripts, which a browser may load from a folder, too. Pages of records are rendered
// by their days: what tells of the oldest is complete first and written at once, the rest after the last page. The same goes
// for open data: data.json and data-1.csv … lie beside a page, and datapackage.json lists all tables
// (surface/data.go), and a year of accounts is a workbook beside its section (surface/workbook.go). Feeds and the calendar of notice periods have titles only, without names of people.
//
// What happened to records, month by month, is told by the pages of the archive (surface/events.go): of what was withdrawn only
// that there was something, and in which section, unless that is gone with it.
//
// Where the address of the site is known, boards and sections with figures have a picture for those who pass on a link
// (surface/picture.go): their headline figures, drawn with a font that the program carries along. Records show the picture of
// their board; one of their own would be 30 KB for each of ten thousand.
//
// Readers choose large type, contrast and dark ground (themes/board/web/js/reading.js); style sheets do the rest, and
// follow the system where there are no scripts.
//
// # Themes
//
// A theme is templates, style sheets and scripts, in one folder for each surface, and knows blocks and pages, no kind. The program
// has two (themes/themes.go): board, and gongbao, which has only what it does otherwise and borrows the rest. What a board
// brings in themes/NAME of its source lies over that, file by file (theme/files.go).
//
// # Paper
//
// Every visible record has a sheet below print/, an ordinary page whose templates and styles (themes/board/print)
// are for the printer: the size of paper follows from the widths of its tables (surface/paper.go), and what would be
// wrong tomorrow, such as the days that are left, is left out. Sets put sheets together: a month of the catalogue, what
// hangs today (surface/sets.go), a booklet. Cards take people from any record. Where a block looks on paper as on the
// website, the theme takes the website's template. gongkai pdf builds these pages and has an installed browser
// print them (package printer). The posting record (张贴记录.md, board/posting.go) says what hangs where; checks compare
// it with what the catalogue wants.
//
// # Lobby screens
//
// A screen cannot scroll and nobody stands beside it, so two things are decided while building that
// a website leaves to the browser. How large type is follows from the screen's size and from how
// far people stand; what then fits on a slide is measured with estimates of text widths that err
// to the safe side (surface/wrap.go), and tables are laid out column by column (surface/screengrid.go). The
// lengths in surface and in the theme's screen/css agree; a browser test shows every slide
// and looks for anything cut. What depends on the day in front of the screen is decided there, by
// themes/board/screen/js/loop.js: which slides have ended, the hours of the day, whether a new build is
// whole and can be taken. A device whose clock is earlier than the as-of date is not believed.
//
// # Schemes, units, subordinate boards
//
// What cuts across sections is gathered once, when a board is assembled. A record is
// published under items of the scheme (its key 条目, or that of its section), and each item with
// something under it has a page. Kinds say in Measures what they know of units; units are compared by
// every measure that two of them share. A board inside another's folder is subordinate: the
// parent shows its headline figures and adds up what adds up, and what the parent states of a
// child has to be what the child publishes. Neither schemes nor units nor families know any kind.
//
// A kind also says in Tracks what can be followed from period to period: accounts by category, points by object. A
// section with tracks has two more pages (surface/compare.go, history.go): two periods side by side, and every category
// from the first to the last. What is picked there is picked out of the page's own table (themes/board/web/js/pick.js).
// Persons are in no track: what is true of a month need not follow somebody for years.
//
// Every figure of an overview has a Source, 这个数字从哪来: the block of a record that has it, or a table of the same
// overview with a row for each record and the sums below (kind/trace.go).
//
// The catalogue (公开目录) lists what the board owes the public: what, how often, by which day. Each period of a
// duty is met by the first record that reports on it; what is late or missing shows on the website, in
// check, and in gongkai due.
//
// # Findings
//
// A finding is data: code, severity, place, message, hint. Each is declared once, with diag.Define, next to
// the check that reports it. An error stops the build after its phase, so that
// all findings of a phase come together. Warnings don't stop anything.
//
// # Preview
//
// gongkai serve has to show an edit at once. It keeps documents by the bytes of their files, records, and themes, from one build
// to the next (live.go), goes through the phases up to the plan of the website, and then makes each page when a browser asks for it
// (site.go). All that a build does besides, paper, screens and the search of finished files for what is personal, comes
// behind, and gives way to the next edit; what is found there is laid over the pages like all findings. Records are
// kept as they were decoded (recordmemory.go), and each build relates copies of them, since what relates records changes them.
//
// # Spreadsheets
//
// gongkai import reads the table of an office's spreadsheet (package sheet gives cells as people would have typed them,
// package intake finds head, columns, units and sums by a kind's declaration) and writes it into a record, which is then
// read as a build would; what is wrong with a row is reported at its cell in the sheet. gongkai export goes the other way, from the
// tables as they are published.
//
// # What always holds
//
//  1. A build with an error writes nothing; the last good output stays.
//  2. Same inputs, same as-of date, same bytes. The clock is read for the
//     as-of date alone, in options.go and serve.go; maps are never ranged over into output; ids in charts
//     come from their place on the page.
//  3. The output is exactly the build: nothing stale stays, and nothing that a
//     build did not write is deleted. See package publish. manifest.json, written last, holds digests of all of it.
//  4. What is not public on the as-of date is on no page: hidden records are not
//     handed to surfaces, and a file is published only if something visible refers to it. What a notice period withdraws
//     is taken out of records in one place, board/withdraw.go; themes/board/web/js/until.js hides it where nobody builds.
//  5. Pages work from a folder, under any path, without a network and without
//     JavaScript: addresses are relative and spell out index.html.
//  6. Money is decimal and read from text; a total that is shown is a total that was checked.
//  7. Every chart is followed by its table.
//  8. Personal information stops the build, in sources and in finished files alike. Sources are
//     searched as they are decoded, for the sake of line and column; every file on its way to the output passes one
//     function, write in privacy.go. Pictures lose what is not the picture. What a picture shows, and what is in encrypted or
//     old binary files, nobody reads; a finding says which files these are. Names are the business of the kinds that list people.
//
// # Memory and time
//
// A board of ten thousand records is an everyday case for a county. Documents are
// parsed by a pool of workers and forgotten at once; records stay, with their text
// rendered and compact. A page is a plan with a function that makes its
// blocks when it is rendered, and its bytes go to the output before the next. Nothing done for a
// page takes time proportional to the number of pages. What surrounds the content of pages
// is rendered once for all that share it. Charts are drawn by
// ECharts in a pool of JavaScript engines and kept in a cache by their content.
package generator
