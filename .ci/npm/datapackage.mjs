// Reads data packages with the tools of Frictionless Data, each table by its schema, and prints what is wrong with them.
import { accessSync } from "node:fs";
import { dirname, join } from "node:path";
import { Package } from "datapackage";
import { Table } from "tableschema";

let tables = 0, rows = 0;

// The tool itself takes the mark at the beginning of a file for a part of the first title; its parser need not.
async function read(folder, { path, profile, schema, encoding }) {
  if (profile !== "tabular-data-resource") return accessSync(join(folder, path)); // a workbook: it has to be there
  const table = await Table.load(join(folder, path), { schema, encoding, delimiter: ",", bom: true, strict: true });
  rows += (await table.read()).length;
  tables++;
}

for (const file of process.argv.slice(2)) {
  const list = await Package.load(file, { basePath: dirname(file) });
  for (const error of list.errors) console.log(`${file}: ${error.message}`);
  for (const { descriptor } of list.resources) {
    try {
      await read(dirname(file), descriptor);
    } catch (error) {
      for (const { message, rowNumber } of error.errors?.length ? error.errors : [error]) {
        console.log(`${file}: ${descriptor.path}: ${message}${rowNumber ? `, row ${rowNumber}` : ""}`);
      }
    }
  }
}
console.log(`${tables} tables, ${rows} rows`);
