import { Button } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { exploreWords } from '../../words/explore';
import { useActions } from '../studio-context';
import { printsOf } from './explore-context';
import { PrintDialog } from './PrintDialog';

/** Opens the dialog that makes prints, and tells of the print that is being made. */
export function PrintButton() {
  const prints = printsOf(useActions().exploring());
  const making = useStore(prints, (state) => state.making);
  const [opened, setOpened] = useState(false);
  const says = exploreWords().print;
  return (
    <>
      <Button
        size="xs"
        onClick={() => {
          prints.getState().actions.begin();
          setOpened(true);
        }}
      >
        {making ? says.underWay(making.done / (making.total || 1)) : says.open}
      </Button>
      {opened && <PrintDialog prints={prints} onClose={() => setOpened(false)} />}
    </>
  );
}
