import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';
import { textInCatalogue } from './text-in-catalogue.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
});
const names = [{ names: ['Atelier', 'Home'] }];

tester.run('text-in-catalogue', textInCatalogue, {
  valid: [
    'const a = <button aria-label={words().parts.close}>{words().parts.close}</button>;',
    'const a = <div className="wide and red" key={`row ${n}`} role="img" />;',
    'const a = <p>{count(n)}{" "}·</p>;',
    { code: 'const a = <b title="Atelier">Atelier</b>; keys(["Home"]);', options: names },
    'import { a } from "Some place"; type A = "Two words";',
    'throw new Error("The topic used the store before it was made.");',
    'if (event.key === "Escape") close(); switch (key) { case "End": }',
    'root.querySelector("button, a summary"); matchMedia("(hover: none) and (width > 3px)");',
    'const a = `run:${id}`; const b = `${wide}px`; const c = `<path d="M 0 ${y} z"/>`;',
    'throw new StudioError("set-missing", { name: set.name });',
    'const a = { "Two words": 1 };',
  ],
  invalid: [
    'const a = <p>Saved</p>;',
    'const a = <p>px</p>;',
    'const a = <p>{open ? "on" : "off"}</p>;',
    'const a = <input placeholder="any" />;',
    'const a = <input aria-label={wide ? words().a : "close"} />;',
    'const a = <Note says="You look on." />;',
    'const a = <Net name="Generator" />;',
    'const a = `${count(n)} left`;',
    'const a = `epoch ${count(n)}`;',
    'const a = { title: "What happens" };',
    'const a = ["Drop a folder of pictures."];',
    'context.notify("Cancelled");',
    'throw new StudioError("set-missing", { what: "The set is gone." });',
    'const a = text + " in another tab";',
  ].map((code) => ({ code, errors: code.includes('"on"') ? 2 : 1 })),
});

tester.run('text-in-catalogue within messages', textInCatalogue, {
  valid: [
    'throw new StudioError("set-missing", { name: set.name, part: "weights" });',
    'const a = "A sentence of a program.";',
    'const a = { code: "too-large", params: { field: "batchSize", edge: `${a}x${b}` } };',
    'const a = { title: "What happens", params: "Two words" };',
    'const a = new StudioError("text", { text: String(error), hint: "" }, { cause: "Two words" });',
  ].map((code) => ({ code, options: [{ within: 'messages' }] })),
  invalid: [
    'throw new StudioError("file-damaged", { what: "The list of weights." });',
    'throw new StudioError("file-damaged", { what: `${a} is missing` });',
    'const a = { code: "damaged", params: { why: open ? "not a picture" : "x" } };',
    'const a = () => ({ code: "damaged", params: { list: ["Two words"] } });',
  ].map((code) => ({ code, errors: 1, options: [{ within: 'messages' }] })),
});
