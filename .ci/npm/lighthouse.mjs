// Has Lighthouse look at pages as on a phone, and prints the scores and what they lose points for, as JSON lines:
//
//	node lighthouse.mjs CHROMIUM CATEGORIES ADDRESS…
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, categories, ...addresses] = process.argv.slice(2);
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  handleSIGINT: true,
});
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories: categories.split(","), logLevel: "error" });
    const scores = {}, faults = [];
    for (const [name, category] of Object.entries(lhr.categories)) {
      scores[name] = Math.round(category.score * 100);
      for (const { id, weight } of category.auditRefs) {
        const { score, title, displayValue } = lhr.audits[id];
        if (weight > 0 && score !== null && score < 1) faults.push([name, id, score, title, displayValue].filter((x) => x != null).join(" "));
      }
    }
    if (lhr.runtimeError) faults.push(lhr.runtimeError.message);
    console.log(JSON.stringify({ address, scores, faults }));
  }
} finally {
  chrome.kill();
}
