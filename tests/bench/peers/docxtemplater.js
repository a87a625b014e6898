"use strict";
// docxtemplater with pizzip, as its "Get started" has it. The file is read once; an instance renders one document.

const fs = require("fs");
const Docxtemplater = require("docxtemplater");
const PizZip = require("pizzip");
const rounds = require("./rounds.js");

rounds((template) => {
  const content = fs.readFileSync(template);
  return (context) => {
    const document = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
    document.render(context);
    return document.toBuffer({ compressionOptions: { level: 6 } });
  };
});
