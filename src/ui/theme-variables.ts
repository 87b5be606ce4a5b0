import {
  DEFAULT_THEME,
  convertCssVariables,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  type ConvertCSSVariablesInput,
} from '@mantine/core';
import { theme } from './theme';

/** Those of `variables` that are not as in the library's own stylesheet. */
function changed(
  variables: Record<string, string>,
  usual: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => usual[name] !== value),
  );
}

/**
 * The theme's variables as a constructed stylesheet. The library would write them into a `<style>`
 * element, which the page's Content-Security-Policy does not allow.
 */
export function adoptThemeVariables(): void {
  const ours = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const usual = defaultCssVariablesResolver(DEFAULT_THEME);
  const variables: ConvertCSSVariablesInput = {
    variables: changed(ours.variables, usual.variables),
    light: changed(ours.light, usual.light),
    dark: changed(ours.dark, usual.dark),
  };
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(convertCssVariables(variables, ':root'));
  document.adoptedStyleSheets.push(sheet);
}
