// What block_kit.schema.json is made of: Slack's own types for what Headway sends. To make it again:
//   npm install @slack/types@3.2.0 ts-json-schema-generator@2.4.0 typescript
//   npx ts-json-schema-generator --path block_kit.ts --no-type-check --jsDoc none --minify --type '*' -o block_kit.schema.json
import type { ActionsBlock, ContextBlock, DividerBlock, HeaderBlock, HomeView, ImageBlock, InputBlock, ModalView, RichTextBlock, SectionBlock } from '@slack/types';

export type Known = ActionsBlock | ContextBlock | DividerBlock | HeaderBlock | ImageBlock | InputBlock | RichTextBlock | SectionBlock;
export type Message = { text: string; blocks: Known[] };
export type Modal = Omit<ModalView, 'blocks'> & { blocks: Known[] };
export type Home = Omit<HomeView, 'blocks'> & { blocks: Known[] };
