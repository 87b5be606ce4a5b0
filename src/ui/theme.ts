import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Greys without a tint: the pictures are the only colour in the room. */
const neutral: MantineColorsTuple = [
  '#fafafa',
  '#f4f4f4',
  '#e9e9e9',
  '#dcdcdc',
  '#c6c6c6',
  '#a3a3a3',
  '#6e6e6e',
  '#555555',
  '#3a3a3a',
  '#222222',
];

const dark: MantineColorsTuple = [
  '#e6e6e6',
  '#bdbdbd',
  '#a3a3a3',
  '#6b6b6b',
  '#4a4a4a',
  '#363636',
  '#262626',
  '#171717',
  '#101010',
  '#0a0a0a',
];

/** Ultramarine, the one accent. */
const ultramarine: MantineColorsTuple = [
  '#eef1fc',
  '#dbe1f8',
  '#b8c4f0',
  '#93a5e8',
  '#7d93e6',
  '#6580de',
  '#4a66cc',
  '#354fb3',
  '#2a4093',
  '#1f3070',
];

export const theme = createTheme({
  colors: { gray: neutral, dark, ultramarine },
  primaryColor: 'ultramarine',
  primaryShade: { light: 7, dark: 6 },
  black: '#1a1a1a',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '1rem', lg: '1.5rem', xl: '2.5rem' },
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: {
      defaultProps: { variant: 'default', size: 'sm' },
      styles: { root: { fontWeight: 500 } },
    },
    InputWrapper: { styles: { label: { fontWeight: 500 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Tooltip: { defaultProps: { multiline: true, maw: 280, withArrow: false, openDelay: 150 } },
    // Our dialogs lock it themselves; see parts/use-scroll-lock.ts.
    ModalRoot: { defaultProps: { transitionProps: { duration: 120 }, lockScroll: false } },
    DrawerRoot: { defaultProps: { transitionProps: { duration: 120 }, lockScroll: false } },
    Menu: {
      defaultProps: { transitionProps: { duration: 0 } },
      styles: { dropdown: { maxWidth: 'calc(100vw - 2rem)' } },
    },
  },
});
