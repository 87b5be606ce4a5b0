import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { Name } from './Name';
import { words, type Catalogue } from '../../words';
import classes from './EditableName.module.css';

/** A name that can be changed in place: Enter keeps it, Escape leaves it as it was. */
export function EditableName(props: {
  name: string;
  /** What it names, for the accessible names. */
  of: keyof Catalogue['parts']['rename'];
  /** True where the name stands elsewhere and only the way to change it is wanted. */
  bare?: boolean;
  onRename: (name: string) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const says = words().parts.rename[props.of];
  const keep = (): void => {
    const name = draft?.trim() ?? '';
    if (name !== '' && name !== props.name) props.onRename(name);
    setDraft(null);
  };
  if (draft !== null) {
    return (
      <TextInput
        size="xs"
        aria-label={says.field}
        dir="auto"
        translate="no"
        value={draft}
        autoFocus
        maxLength={120}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
    );
  }
  return (
    <span className={classes.row}>
      {!props.bare && <Name short>{props.name}</Name>}
      <ActionIcon
        size="sm"
        aria-label={says.button(props.name)}
        onClick={() => setDraft(props.name)}
      >
        <IconPencil size={14} />
      </ActionIcon>
    </span>
  );
}
