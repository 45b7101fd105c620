import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

/** A path of this site, as a text or as the beginning of a template. */
const OURS = "[value=/^\\u002F[a-z]/], [quasis.0.value.raw=/^\\u002F[a-z]/]";

export default ts.config(
  { ignores: ["node_modules", "dist", "src/api/generated"] },
  js.configs.recommended,
  ...ts.configs.strict,
  a11y.flatConfigs.recommended,
  {
    files: ["src/**/*.{ts,tsx}", "test/**/*.{ts,tsx}", "look/**/*.ts"],
    plugins: { "react-hooks": hooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
    },
  },
  {
    // Health answers must not lie about in the browser; what came from elsewhere is neither markup, nor an address, nor a prototype.
    // test/lint.test.ts shows each of these rules at work.
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "no-proto": "error",
      "no-extend-native": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Text is shown as text." },
        { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]", message: "Text is shown as text." },
        {
          selector: `JSXAttribute[name.name=/^(href|src|action|formAction)$/] > JSXExpressionContainer > :not(${OURS})`,
          message: "An address begins with a path of ours, written out; what is put into it is encoded.",
        },
        {
          selector: `CallExpression[callee.object.name=/^(location|window)$/][callee.property.name=/^(assign|replace|open)$/] > :nth-child(1):not(${OURS})`,
          message: "An address begins with a path of ours, written out; what is put into it is encoded.",
        },
        {
          selector: "AssignmentExpression[left.property.name='href']",
          message: "Use location.assign with a path of ours.",
        },
        {
          selector: "AssignmentExpression > MemberExpression.left[computed=true]:not([property.type='Literal'])",
          message: "A name from elsewhere may be __proto__: write { ...object, [name]: value }, which only adds a property, or use a Map.",
        },
        {
          selector: "CallExpression[callee.object.name='Object'][callee.property.name='assign']:not([arguments.0.type='ObjectExpression'])",
          message: "Merge into a new object.",
        },
        {
          selector: "CallExpression[callee.property.name=/^(setPrototypeOf|__defineGetter__|__defineSetter__)$/]",
          message: "Prototypes stay what they are.",
        },
        { selector: "Literal[value='__proto__']", message: "Prototypes stay what they are." },
      ],
      "no-restricted-globals": ["error", "localStorage", "sessionStorage", "indexedDB"],
      "no-restricted-properties": [
        "error",
        { object: "window", property: "localStorage" },
        { object: "window", property: "sessionStorage" },
      ],
    },
  },
  { files: ["tools/**"], languageOptions: { globals: { process: "readonly", console: "readonly" } } },
);
