// The library's styles come first, so that the page's own win at equal weight.
import './mantine.css';
import './base.css';
import './forced-colours.css';
import { MantineProvider } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand';
import type { Studio } from '../store/model';
import { onLanguage, words } from '../words';
import { Shell } from './frame/Shell';
import { NothingDrawn } from './frame/NothingDrawn';
import { Boundary } from './parts/Boundary';
import { StudioProvider } from './studio-context';
import { theme } from './theme';
import { adoptThemeVariables } from './theme-variables';

adoptThemeVariables();

/** The whole page over a studio. In another language it is drawn anew, over the same studio: a run
 *  in training does not notice. */
export function App(props: { store: StoreApi<Studio> }) {
  const locale = useSyncExternalStore(onLanguage, () => words().locale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <Boundary
      key={locale}
      failed={(error, again) => <NothingDrawn error={error} onAgain={again} />}
    >
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <StudioProvider store={props.store}>
          <Shell />
        </StudioProvider>
      </MantineProvider>
    </Boundary>
  );
}
