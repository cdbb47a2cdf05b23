// Writes dist/: the bundles and the licences that have to travel with them.
//   node build.mjs

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

// folder returns where a package is installed.
const folder = (name) => join(here, "node_modules", name);

const licences = [
  ["Apache ECharts", folder("echarts"), ["NOTICE", "LICENSE", "licenses/LICENSE-d3"]],
  ["ZRender", folder("zrender"), ["LICENSE"]],
  ["tslib", folder("tslib"), ["LICENSE.txt"]],
];

// notice returns the texts that the licences of what is bundled ask for.
function notice() {
  const parts = licences.map(([name, dir, files]) => {
    const { version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
    const texts = files.map((file) => readFileSync(join(dir, file), "utf8").trim());
    return [`${name} ${version}`, "=".repeat(60), ...texts].join("\n\n");
  });
  return parts.join("\n\n\n").replaceAll("*/", "* /") + "\n";
}

const text = notice();
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, "NOTICE.txt"), text);

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
