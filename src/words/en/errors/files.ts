import type { FileErrors, ForeignPart, Hdf5Form, PartDamage } from '../../../contract/errors/files';
import { count } from '../../format';
import type { ErrorText, ErrorTexts } from '../../errors';
import { countOf } from '../count-of';
import { placeText } from './records';

const refused = (message: string): ErrorText => ({
  message,
  hint: 'Nothing of it was brought in. Download or copy the file again, or ask for another one.',
});

const WITHOUT_PICTURES = 'Download the project without its pictures.';

function damageText(part: PartDamage): string {
  switch (part.damage) {
    case 'checksum':
      return 'its checksum is another';
    case 'not-unpacked':
      return 'it cannot be unpacked';
    case 'unpacks-to-more':
      return `it unpacks to more than ${countOf(part.bytes, 'byte')}`;
    case 'unpacks-to':
      return `it unpacks to ${countOf(part.found, 'byte')} instead of ${count(part.bytes)}`;
  }
}

const HDF5_FORMS: Readonly<Record<Hdf5Form, string>> = {
  'newer-file': 'is of a newer version of the format',
  'newer-headers': 'has headers of a newer version of the format',
  'other-sizes': 'has addresses of another size than 8 bytes',
  'shared-types': 'names its types apart from its numbers',
  'other-layout': 'keeps its numbers elsewhere',
  chunks: 'has its numbers in chunks, as compressed ones are',
};

const FOREIGN_PARTS: Readonly<Record<ForeignPart, string>> = {
  layer: 'a kind that cannot be read',
  activation: 'an activation that cannot be read',
  'channels-first': 'its channels first',
  branches: 'more than one input, or one from further back',
  kernel: 'a kernel that is not square, or in groups',
  stride: 'strides that differ',
  dilation: 'a dilation',
  scaling: 'another scaling than to the nearest at twice the size',
  pooling: 'another pooling than 2 × 2',
  'batch-norm': 'a batch norm without scale or centre, or along another axis than the channels',
  shape: 'a shape that cannot be read',
  padding: 'another padding than "same" or "valid"',
};

const STATE_DICT =
  'Nothing of it was brought in. Save the weights alone in PyTorch: torch.save(net.state_dict(), "G.pth").';

const KERAS_LAYERS =
  'Dense, Reshape, Conv2D, Conv2DTranspose, UpSampling2D, AveragePooling2D, BatchNormalization, ReLU, LeakyReLU, Activation (relu, tanh, sigmoid), Dropout, Flatten';

export const files: ErrorTexts<FileErrors> = {
  'file-newer': ({ version, newest }) => ({
    message: `This project was written by a newer studio: its format is ${version}, this one reads up to ${newest}.`,
    hint: 'Once no run trains, load the page again to get the newest studio; then open the file again.',
  }),
  'file-version-unknown': ({ version }) =>
    refused(`Its format ${version} is none that was ever written.`),
  'file-of-other-kind': refused(
    'It is neither an Atelier project nor a generator that can be read.',
  ),
  'file-no-project': refused('It is not an Atelier project.'),
  'file-no-archive': refused(
    'It is no whole archive: it ends too early, is damaged, or is of another kind.',
  ),
  'file-locked': refused('The file is locked with a password.'),
  'file-directory-too-large': refused('The directory of this archive is far too large.'),
  'file-too-many-parts': ({ most }) => refused(`It holds more than ${countOf(most, 'file')}.`),
  'folder-too-many-files': ({ most }) => refused(`It is more than ${countOf(most, 'file')}.`),
  'file-name-twice': ({ part }) => refused(`It holds two files of the name "${part}".`),
  'file-unpacks-too-far': ({ bytes }) =>
    refused(
      `It claims to unpack to ${countOf(bytes, 'byte')}, which no honest file of its size does.`,
    ),
  'file-part-listed-twice': refused('Its manifest lists a part twice.'),
  'file-part-missing': ({ part }) => refused(`The file lacks its part "${part}".`),
  'folder-part-missing': ({ part }) => refused(`The folder lacks the file "${part}".`),
  'file-part-too-large': ({ part, bytes, most }) =>
    refused(
      `Its part "${part}" claims ${countOf(bytes, 'byte')}; ${count(most)} at most are read.`,
    ),
  'folder-part-too-large': ({ part, bytes, most }) =>
    refused(`Its file "${part}" has ${countOf(bytes, 'byte')}; ${count(most)} at most are read.`),
  'folder-part-unreadable': ({ part }) => refused(`Its file "${part}" could not be read.`),
  'file-part-of-other-size': ({ part, bytes, found }) =>
    refused(`Its part "${part}" should hold ${countOf(bytes, 'byte')}; found ${count(found)}.`),
  'file-part-damaged': (damaged) =>
    refused(`Its part "${damaged.part}" is damaged: ${damageText(damaged)}.`),
  'file-part-not-text': ({ place }) => refused(`${placeText(place)} is not text.`),
  'file-part-not-json': ({ place }) => refused(`${placeText(place)} is not valid JSON.`),
  'file-part-too-deep': ({ place, most }) =>
    refused(`${placeText(place)} is nested more than ${most} deep.`),
  'file-text-too-long': ({ place, found, most }) =>
    refused(
      `${placeText(place)} is ${countOf(found, 'character')} long; ${count(most)} at most are read.`,
    ),
  'file-content-wrong': ({ error }, tell) => refused(tell.error(error).message),
  'file-rates-wrong': ({ issue }, tell) => refused(tell.issue(issue)),
  'file-without-run': refused('The file holds no run.'),
  'file-samples-verdicts': ({ expected, found }) =>
    refused(`Its samples should have ${countOf(expected, 'verdict')}; found ${count(found)}.`),
  'file-sample-no-picture': refused('A grid of samples is no picture of the kind it should be.'),
  'file-sample-of-other-size': ({ expected, found }) =>
    refused(
      `A grid of samples should be ${expected.width} by ${expected.height} pixels; it is ${found.width} by ${found.height}.`,
    ),
  'file-generator-of-other-epoch': ({ epoch }) =>
    refused(`The generator of epoch ${epoch} is of another epoch.`),
  'file-weights-of-other-layers': ({ place }) =>
    refused(`${placeText(place)} has other weights than its layers.`),
  'file-numbers-too-many': ({ place }) =>
    refused(`${placeText(place)} holds more numbers than its layers have.`),
  'file-numbers-too-few': ({ place }) =>
    refused(`${placeText(place)} holds fewer numbers than it claims.`),
  'file-curves-cut': refused('Its curves end within a row.'),
  'file-curves-wrong': refused(
    'Its curves hold rows that are not finite numbers, or steps out of order.',
  ),
  'file-checkpoint-cut': refused('The checkpoint is cut short.'),
  'file-checkpoint-empty': refused('The checkpoint is empty.'),
  'file-checkpoint-too-many': refused('The checkpoint holds more numbers than its nets have.'),
  'file-checkpoint-of-other-nets': refused(
    'The checkpoint is of other nets than the settings of its run make.',
  ),
  'file-checkpoint-of-other-steps': refused('The checkpoint holds the curves of other steps.'),
  'file-net-too-deep': ({ layers, most }) =>
    refused(`Its network has ${countOf(layers, 'layer')}; ${count(most)} are read.`),
  'file-layer-too-large': refused('A layer of its network is far too large.'),
  'file-net-too-large': refused('Its network is far too large.'),
  'file-net-no-generator': refused('Its network does not make square pictures from latents.'),
  'file-generator-not-ours': refused(
    'This ZIP holds a model without the layers that the studio needs: it was made by an older studio, or elsewhere. Download the generator again where it was trained.',
  ),
  'file-latents-wrong': ({ found, least, most }) =>
    refused(`Its latents have ${countOf(found, 'number')}; ${least} to ${most} are read.`),
  'file-safetensors-header': ({ claimed, found }) =>
    refused(
      `Its header should have ${countOf(claimed, 'byte')}, and the file has ${count(found)} in all: it ends too early, or is damaged.`,
    ),
  'file-safetensors-not-ours': refused(
    'These weights come without the layers that the studio needs: they were not saved by it.',
  ),
  'file-tensor-missing': ({ tensor }) => refused(`It lacks the weights "${tensor}".`),
  'file-tensor-wrong': ({ tensor, shape }) =>
    refused(
      `The weights "${tensor}" should be 32-bit floats of shape ${shape.map(count).join(' × ')}; the file has others.`,
    ),
  'file-tensor-not-finite': ({ tensor }) =>
    refused(`The weights "${tensor}" hold a number that is infinite or not a number.`),
  'file-hdf5-damaged': ({ at }) =>
    refused(`It is no whole HDF5 file: what lies at byte ${count(at)} is cut off or damaged.`),
  'file-hdf5-form': ({ form }) => ({
    message: `This HDF5 file ${HDF5_FORMS[form]}, which is not read here.`,
    hint: 'Nothing of it was brought in. Load the model in Keras and save it again: model.save("model.h5").',
  }),
  'file-keras-not-model': {
    message: 'This HDF5 file holds no model of Keras: it lacks "model_config" or "model_weights".',
    hint: 'Nothing of it was brought in. Weights alone do not tell their layers: save the whole model in Keras, with model.save("model.h5").',
  },
  'file-keras-part': ({ part, layer, found }) => ({
    message: `The layer "${layer}" of this model has ${FOREIGN_PARTS[part]}: ${found}.`,
    hint: `Nothing of it was brought in. Layers that can be read: ${KERAS_LAYERS}, one after the other, channels last.`,
  }),
  'file-foreign-too-large': ({ bytes, most }) =>
    refused(`It has ${countOf(bytes, 'byte')}; ${count(most)} at most are read.`),
  'file-torch-damaged': ({ at }) =>
    refused(
      `It is no whole file of PyTorch: what lies at byte ${count(at)} is cut off or damaged.`,
    ),
  'file-torch-opcode': ({ opcode }) => ({
    message: `This file of PyTorch holds what no state dict does (pickle opcode ${opcode}).`,
    hint: STATE_DICT,
  }),
  'file-torch-global': ({ found }) => ({
    message: `This file of PyTorch holds more than weights: it would have "${found}" carried out, which the studio never does.`,
    hint: STATE_DICT,
  }),
  'file-torch-big-endian': refused('Its numbers are stored high byte first, which is not read.'),
  'file-torch-no-dict': {
    message: 'This file of PyTorch holds no state dict, which is a list of weights by their names.',
    hint: STATE_DICT,
  },
  'file-torch-numbers': ({ tensor, found }) => ({
    message: `The weights "${tensor}" are stored as ${found}; 32-bit floats are read.`,
    hint: 'Nothing of it was brought in. Save them in PyTorch as float32: torch.save(net.float().state_dict(), "G.pth").',
  }),
  'file-torch-other-net': ({ found }) => ({
    message: `These weights are of another network than ARTGAN’s. Found, by their shapes: ${found}.`,
    hint: 'Nothing of it was brought in. A state dict tells no layers, so only ARTGAN’s can be known: five kernels of 4 × 4 without biases, each but the last with batch norm, for pictures of 64 px in colour. Other networks come in from Keras (.h5), which tells them.',
  }),
  'file-discriminator-alone': {
    message: 'This file holds a discriminator, which makes no pictures.',
    hint: 'Drop it together with its generator: gen_100.h5 and dis_100.h5, or G.pth and D.pth. Then the two can be trained further.',
  },
  'file-nets-of-other-sizes': {
    message: 'The discriminator does not take the pictures that the generator makes.',
    hint: 'Nothing of them was brought in. Drop a generator and a discriminator of one training together.',
  },
  'file-model-weights-wrong': refused('Its model.json lists other weights than its layers have.'),
  'file-weights-of-other-size': ({ expected, found }) =>
    refused(`Its weights should have ${countOf(expected, 'byte')}; found ${count(found)}.`),
  'file-set-folders-missing': refused('The set of pictures lacks the folders of some pictures.'),
  'file-set-other': refused('The set of pictures is another than it should be.'),
  'file-set-shape-unknown': ({ height, width, channels }) =>
    refused(
      `The set of pictures is of ${height} × ${width} px and ${countOf(channels, 'channel')}, which none has.`,
    ),
  'file-set-of-other-size': refused('The set of pictures has another size than its pictures.'),
  'file-set-without-colour': refused('The set of pictures has no colour.'),
  'file-set-choice-wrong': refused(
    'The set of pictures leaves pictures out that it does not have.',
  ),
  'file-chunk-of-other-size': ({ bytes }) =>
    refused(`A part of the pictures should have ${countOf(bytes, 'byte')}.`),
  'file-pictures-of-other-count': ({ expected, found }) =>
    refused(`It should tell of ${countOf(expected, 'picture')}; found ${count(found)}.`),
  'file-hashes-folders-missing': refused(
    'What it tells of its pictures lacks the folders of some.',
  ),
  'file-hashes-missing': refused('What it tells of its pictures is missing.'),
  'file-hashes-inconsistent': refused('What it tells of its pictures does not fit together.'),
  'file-hashes-choice-wrong': refused('What it tells of its pictures leaves out others.'),
  'file-hashes-cut': refused('What it tells of its pictures lacks some hashes.'),
  'run-to-export-gone': { message: 'This run is no longer stored.' },
  'pictures-to-export-gone': {
    message: 'The pictures of this run are no longer stored.',
    hint: WITHOUT_PICTURES,
  },
  'pictures-to-export-damaged': {
    message: 'A part of the pictures of this run is missing or damaged.',
    hint: WITHOUT_PICTURES,
  },
};
