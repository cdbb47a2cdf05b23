// Writes dist/: the bundles, the font of pictures, and the licences that have to travel with them.
//   node build.mjs

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

// folder returns where a package is installed.
const folder = (name) => join(here, "node_modules", name);

const licences = [
  ["Apache ECharts", folder("echarts"), ["NOTICE", "LICENSE", "licenses/LICENSE-d3"]],
  ["ZRender", folder("zrender"), ["LICENSE"]],
  ["tslib", folder("tslib"), ["LICENSE.txt"]],
];

const fontFolder = folder("@expo-google-fonts/noto-sans-sc");
const fontLicence = [["Noto Sans SC", fontFolder, ["LICENSE_FONT"]]];

// notice returns the texts that the licences of packages ask for.
function notice(packages) {
  const parts = packages.map(([name, dir, files]) => {
    const { version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
    const texts = files.map((file) => readFileSync(join(dir, file), "utf8").trim());
    return [`${name} ${version}`, "=".repeat(60), ...texts].join("\n\n");
  });
  return parts.join("\n\n\n").replaceAll("*/", "* /") + "\n";
}

// characters returns what the font is to write: ASCII, what GB 2312 has, which is what is in everyday use, and the signs
// that figures need besides.
function characters() {
  let text = "−–▼㎡²³";
  for (let c = 0x20; c < 0x7f; c++) text += String.fromCharCode(c);
  const decoder = new TextDecoder("gb2312");
  for (let row = 0xa1; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) text += decoder.decode(Uint8Array.of(row, cell));
  }
  return text;
}

const text = notice(licences);
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, "NOTICE.txt"), text + "\n\n" + notice(fontLicence));

// The whole font has 10 MB; programs carry this one along.
const whole = readFileSync(join(fontFolder, "500Medium", "NotoSansSC_500Medium.ttf"));
const font = await subsetFont(whole, characters(), { targetFormat: "truetype", noLayoutClosure: true });
writeFileSync(join(dist, "font.ttf"), font);

const common = {
  absWorkingDir: here,
  bundle: true,
  format: "iife",
  charset: "utf8",
  legalComments: "none", // the banner has all of them, once
  banner: { js: `/*!\n${text}*/` },
  logLevel: "warning",
};
const production = { "process.env.NODE_ENV": '"production"' };
// The development build looks for the global object by the name it has in Node.
const development = { "process.env.NODE_ENV": '"development"', global: "globalThis" };

await Promise.all([
  // The engine that runs these understands ES2017.
  build({ ...common, entryPoints: ["ssr.js"], outfile: "dist/ssr.js", target: "es2017", minify: true, define: production }),
  build({ ...common, entryPoints: ["ssr.js"], outfile: "dist/ssr-dev.js", target: "es2017", define: development }),
  // Old phones and the web views of lobby screens.
  build({ ...common, entryPoints: ["client.js"], outfile: "dist/client.js", target: "es2015", minify: true, define: production }),
]);
