import { Button, FileButton, TextInput } from '@mantine/core';
import {
  LONGEST_SIGNATURE,
  SIGNATURE_FONTS,
  SIGNATURE_INKS,
  SIGNATURE_KINDS,
  SIGNATURE_LIMITS,
  SIGNATURE_PLACES,
  inkOf,
  type Signature,
} from '../../contract/signature';
import { exploreWords } from '../../words/explore';
import { Name } from '../parts/Name';
import { RangeField } from '../parts/RangeField';
import { Choice } from './Choice';
import { ColourField } from './ColourField';
import classes from './Sign.module.css';

interface Fields {
  readonly signature: Signature;
  readonly onChange: (change: Partial<Signature>) => void;
  readonly onFile: (file: File) => void;
}

/** What can be chosen of a signature. */
export function SignFields({ signature, onChange, onFile }: Fields) {
  const says = exploreWords().sign;
  const { kind, place } = signature;
  const ink = inkOf(signature);
  const slider = (
    field: keyof typeof SIGNATURE_LIMITS,
    step: number,
    text: (value: number) => string,
  ) => (
    <RangeField
      label={says[field]}
      value={signature[field]}
      {...SIGNATURE_LIMITS[field]}
      step={step}
      text={text(signature[field])}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  return (
    <div className={classes.fields}>
      <Choice
        label={says.kind}
        value={kind}
        values={SIGNATURE_KINDS}
        text={(one) => says.kinds[one]}
        onChange={(value) => onChange({ kind: value })}
      />
      {kind === 'text' ? (
        <>
          <TextInput
            label={says.text}
            value={signature.text}
            maxLength={LONGEST_SIGNATURE}
            dir="auto"
            onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
          />
          <Choice
            label={says.font}
            value={signature.font}
            values={SIGNATURE_FONTS}
            text={(one) => says.fonts[one]}
            onChange={(font) => onChange({ font })}
          />
        </>
      ) : (
        <ImageField image={signature.image} onFile={onFile} />
      )}
      <Choice
        label={says.place}
        value={place}
        values={SIGNATURE_PLACES}
        text={(one) => says.places[one]}
        description={says.placeHelp[place === 'random' ? 'random' : 'corner']}
        onChange={(value) => onChange({ place: value })}
      />
      <Choice
        label={says.ink}
        value={ink}
        values={SIGNATURE_INKS.filter((one) => one !== 'own' || kind === 'image')}
        text={(one) => says.inks[one]}
        description={says.inkHelp[ink]}
        onChange={(value) => onChange({ ink: value })}
      />
      {ink === 'chosen' && (
        <ColourField
          label={says.colour}
          value={signature.colour}
          onChange={(colour) => onChange({ colour })}
        />
      )}
      {slider('size', 0.01, says.share)}
      {slider('margin', 0.01, says.share)}
      {slider('angle', 1, says.degrees)}
      {slider('opacity', 0.05, says.share)}
    </div>
  );
}

function ImageField(props: { image: Signature['image']; onFile: (file: File) => void }) {
  const says = exploreWords().sign;
  const { image } = props;
  return (
    <div className={classes.file}>
      <FileButton
        accept="image/png,image/jpeg,image/webp,image/svg+xml"
        inputProps={{ 'aria-label': says.image }}
        onChange={(file) => file && props.onFile(file)}
      >
        {(button) => (
          <Button size="sm" {...button}>
            {says.choose}
          </Button>
        )}
      </FileButton>
      <p className={classes.quiet}>
        {image ? <Name>{says.chosen(image.name, image.width, image.height)}</Name> : says.imageHelp}
      </p>
    </div>
  );
}
