"use strict";
// carbone, as its README has it. Its interface takes the template's path; it reads and parses the file each time.

const { promisify } = require("util");
const carbone = require("carbone");
const rounds = require("./rounds.js");

const render = promisify(carbone.render);

rounds((template) => (context) => render(template, context));
