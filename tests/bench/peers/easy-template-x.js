"use strict";
// easy-template-x, as its README has it. The file is read once and the handler kept; it parses the file each time.

const fs = require("fs");
const { TemplateHandler } = require("easy-template-x");
const rounds = require("./rounds.js");

rounds((template) => {
  const content = fs.readFileSync(template);
  const handler = new TemplateHandler();
  return (context) => handler.process(content, context);
});
