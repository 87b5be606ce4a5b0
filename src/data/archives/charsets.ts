import { decodeCodePage, type CodePage } from './code-pages';

/** An encoding that names in a ZIP file may be in where they do not say that they are UTF-8. */
export interface Charset {
  readonly name: string;
  /** The text; with U+FFFD where bytes make no sense. */
  decode(bytes: Uint8Array): string;
  /** Where characters may be of two bytes: what is to be thought of one. */
  readonly pair: ((lead: number, trail: number) => number) | null;
  /** Whether a byte begins a character of two. */
  readonly leads: (byte: number) => boolean;
  /** Characters that names are often made of. */
  readonly common: ReadonlySet<string>;
}

/** Logarithms of how likely a character is in a name, by kind; roughly a kind's share in its
 *  language's texts, spread over its members. */
export const LIKELY = {
  common: -6.2,
  kana: -5.8,
  usual: -9,
  syllable: -8.5,
  mark: -9,
  rare: -12.5,
  odd: -15,
} as const;

const pageCharset = (name: CodePage): Charset => ({
  name,
  decode: (bytes) => decodeCodePage(bytes, name),
  pair: null,
  leads: () => false,
  common: new Set(),
});

const singleCharset = (name: string): Charset => ({
  name,
  decode: (bytes) => new TextDecoder(name).decode(bytes),
  pair: null,
  leads: () => false,
  common: new Set(),
});

const within = (value: number, from: number, to: number): boolean => value >= from && value <= to;

const pairedCharset = (
  name: string,
  common: string,
  pair: (lead: number, trail: number) => number,
  leads: (byte: number) => boolean = (byte) => within(byte, 0x81, 0xfe),
): Charset => ({
  name,
  decode: (bytes) => new TextDecoder(name).decode(bytes),
  pair,
  leads,
  common: new Set(common),
});

const SIMPLIFIED =
  '的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽画图照素材风景肖像插油彩笔墨册集夹件建复副壁纸草稿作品展览建新';
const TRADITIONAL =
  '的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記邊共風戰接它許八特覺望直服毛林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資隊跟帶花快條院變聯言權往展該領傳近留紅治決周保達辦運武半候七必城父強步完革深區即求品士轉量空畫圖照片素材景肖像油彩筆墨冊集夾檔案料新增稿覽';
const KANJI =
  '日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働形景落欧担好退準賞訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差衆個門写評課末守若脳極種美岡影命含福蔵量望松非撃佐核観察整段横融型白深字答夜製票況音申様財港識注呼渉達風絵油彩素材作品像花';
const HANGUL =
  '이다의는에가을고하지한로기사자어나리도를은인시정수아대스그부장해있전일서만주보라구비상제여동신공조국관유성소거세과문마원오경미중우안무모교치식들드선연계게실음물적생방간생까들와으면서위진회않했던것등개산당위네트화새폴더복사본그림사진풍경인물바탕작품꽃봄여름가을겨울한국서울여행가족파일앨범엄마아빠우리친구결혼행복사랑행바람별빛강하늘땅길집눈비밤낮아침저녁선생학교';

/** All encodings that are tried. Windows names ZIP entries in its language's DOS code page. */
export const CHARSETS: readonly Charset[] = [
  ...(['cp437', 'cp850', 'cp852', 'cp737', 'cp857', 'cp862', 'cp720', 'cp775'] as const).map(
    pageCharset,
  ),
  ...['ibm866', 'koi8-u', 'windows-874'].map(singleCharset),
  ...['1250', '1251', '1252', '1253', '1254', '1255', '1256', '1257', '1258'].map((page) =>
    singleCharset(`windows-${page}`),
  ),
  pairedCharset('gb18030', SIMPLIFIED, (lead, trail) => {
    if (trail < 0xa1) return LIKELY.odd;
    if (within(lead, 0xb0, 0xd7)) return LIKELY.usual;
    return within(lead, 0xd8, 0xf7) ? LIKELY.rare : lead <= 0xa9 ? LIKELY.mark : LIKELY.odd;
  }),
  pairedCharset('big5', TRADITIONAL, (lead) => {
    if (within(lead, 0xa4, 0xc6)) return LIKELY.usual;
    return within(lead, 0xc9, 0xf9)
      ? LIKELY.rare
      : within(lead, 0xa1, 0xa3)
        ? LIKELY.mark
        : LIKELY.odd;
  }),
  pairedCharset(
    'shift_jis',
    KANJI,
    (lead, trail) => {
      if (lead === 0x82 && within(trail, 0x9f, 0xf1)) return LIKELY.kana;
      if (lead === 0x83 && within(trail, 0x40, 0x96)) return LIKELY.kana;
      // The long vowel, which is half of a kana word.
      if (lead === 0x81 && trail === 0x5b) return LIKELY.kana;
      if (lead <= 0x82) return LIKELY.mark;
      if (lead < 0x88) return LIKELY.rare;
      const usual = lead < 0x98 || (lead === 0x98 && trail < 0x73);
      return usual ? LIKELY.usual : lead <= 0xea ? LIKELY.rare : LIKELY.odd;
    },
    (byte) => within(byte, 0x81, 0x9f) || within(byte, 0xe0, 0xfc),
  ),
  pairedCharset('euc-kr', HANGUL, (lead, trail) => {
    if (trail < 0xa1) return LIKELY.odd;
    if (within(lead, 0xb0, 0xc8)) return LIKELY.syllable;
    return within(lead, 0xca, 0xfd) ? LIKELY.rare - 1 : lead <= 0xac ? LIKELY.mark : LIKELY.odd;
  }),
];

/** What a reader's language makes likely, the likeliest first. */
const BY_LANGUAGE: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^zh-(?:.*hant|tw|hk|mo)/i, ['big5']],
  [/^zh/i, ['gb18030']],
  [/^ja/i, ['shift_jis']],
  [/^ko/i, ['euc-kr']],
  [/^(?:ru|uk|be|bg|mk|kk|ky|tg|mn)\b/i, ['ibm866', 'windows-1251', 'koi8-u']],
  [/^(?:pl|cs|sk|hu|ro|hr|sl|bs|sr|sq)\b/i, ['cp852', 'windows-1250']],
  [/^el/i, ['cp737', 'windows-1253']],
  [/^(?:tr|az)\b/i, ['cp857', 'windows-1254']],
  [/^he/i, ['cp862', 'windows-1255']],
  [/^(?:ar|fa|ur)\b/i, ['cp720', 'windows-1256']],
  [/^(?:lt|lv|et)\b/i, ['cp775', 'windows-1257']],
  [/^th/i, ['windows-874']],
  [/^vi/i, ['windows-1258']],
  [/^/, ['cp850', 'windows-1252', 'cp437']],
];

/** How much likelier (as a logarithm) an encoding is by the languages that somebody reads. */
export function languagePrior(name: string, languages: readonly string[]): number {
  const first = (languages[0] ?? 'en') || 'en';
  const named = (language: string) =>
    BY_LANGUAGE.find(([pattern]) => pattern.test(language))![1].includes(name);
  if (named(first)) return 3;
  return languages.some(named) ? 1.5 : 0;
}
