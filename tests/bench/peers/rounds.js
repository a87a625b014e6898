"use strict";
// What every node peer is run by: `node <peer>.js TEMPLATE CONTEXTS OUT`.
// It fills the form once with each context, says that it is ready, and then measures: for each line with
// a number on stdin it makes so many documents, one after the other, and answers with the seconds of one.

const fs = require("fs");
const path = require("path");
const readline = require("readline");

console.log = console.error; // stdout is for the answers alone
const answer = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

/** `open(template)` prepares all that may be prepared; what it returns makes a document's bytes of a context. */
module.exports = async function rounds(open) {
  const [template, contexts, out] = process.argv.slice(2);
  const data = JSON.parse(fs.readFileSync(contexts, "utf8"));
  const fill = await open(template);
  const make = async (number) => {
    const index = number % data.length;
    fs.writeFileSync(path.join(out, `${index}.docx`), await fill(data[index]));
  };
  const measured = async (number) => {
    const begun = process.hrtime.bigint();
    for (let index = 0; index < number; index++) await make(index);
    return Number(process.hrtime.bigint() - begun) / 1e9 / number;
  };
  await measured(data.length);
  answer({ ready: true });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    answer({ seconds: await measured(Number(line)) });
  }
};
