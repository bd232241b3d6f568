/** The declarations of a file. */

import { NetworkParser } from "./networks.js";
import type { Data, Declaration, Hyper, Import } from "./syntax.js";
import {
  Assign, CloseCurly, CloseRound, Colon, Comma, Data as DataWord, From, Gan, Hyper as HyperWord, Import as ImportWord, In, Loss, Metric, Noise, OpenCurly,
  OpenRound, Over, Sample, State, Text, Tilde,
} from "./tokens.js";

export abstract class DeclarationParser extends NetworkParser {
  protected readonly declaration = this.RULE("declaration", (): Declaration =>
    this.OR<Declaration>([
      { ALT: () => this.SUBRULE(this.gan) },
      { ALT: () => this.SUBRULE(this.import) },
      { ALT: () => this.SUBRULE(this.hyper) },
      { ALT: () => this.SUBRULE(this.data) },
      { ALT: () => this.SUBRULE(this.noise) },
      { ALT: () => this.SUBRULE(this.network) },
      { ALT: () => this.SUBRULE(this.definition) },
      { ALT: () => this.SUBRULE(this.let) },
      { ALT: () => this.SUBRULE(this.state) },
      { ALT: () => this.SUBRULE(this.loss) },
      { ALT: () => this.SUBRULE(this.metric) },
      { ALT: () => this.SUBRULE(this.sample) },
      { ALT: () => this.SUBRULE(this.train) },
    ]),
  );

  private readonly gan = this.RULE("gan", (): Declaration => {
    const first = this.CONSUME(Gan);
    const name = this.name(1, "the name of the model");
    return { kind: "gan", name, span: this.spanFrom(first) };
  });

  private readonly import = this.RULE("import", (): Import => {
    const first = this.CONSUME(ImportWord);
    this.CONSUME(OpenCurly);
    this.refuseNothing(CloseCurly, "a name");
    const names = this.items(CloseCurly, "a name", () => this.name(1, "a name"));
    this.CONSUME2(From);
    const path = this.path(this.CONSUME(Text));
    return { kind: "import", names, path, span: this.spanFrom(first) };
  });

  private readonly hyper = this.RULE("hyper", (): Hyper => {
    const first = this.CONSUME(HyperWord);
    const items: Hyper["items"][number][] = [];
    let failed = false;
    const readItem = (index: 1 | 2): void => {
      const item = this.recover(() => this.subrule(index, this.hyperItem), this.atBareItem);
      if (item) items.push(item);
      else failed = true;
    };
    readItem(1);
    this.MANY(() => {
      this.CONSUME(Comma);
      readItem(2);
    });
    // Without all its items it is none: what stopped the last may be the word of the next declaration, and not lie in this one.
    this.ACTION(() => failed && this.abandon());
    return { kind: "hyper", items, span: this.spanFrom(first) };
  });

  private readonly hyperItem = this.RULE("hyperItem", (): Hyper["items"][number] => {
    const name = this.name(1, "the name of a hyper");
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { name, value, span: { ...value?.span, source: this.source, start: name.span.start } };
  });

  private readonly data = this.RULE("data", (): Data => {
    const first = this.CONSUME(DataWord);
    this.readReservedAsName();
    const items = this.OR({
      DEF: [
        { ALT: () => [this.SUBRULE(this.dataItem)] },
        {
          ALT: () => {
            this.CONSUME(OpenRound);
            this.refuseNothing(CloseRound, "the name of the data");
            return this.items(CloseRound, "the name of the data", () => this.SUBRULE2(this.dataItem));
          },
        },
      ],
      ERR_MSG: "the name of the data",
    });
    return { kind: "data", items, span: this.spanFrom(first) };
  });

  private readonly dataItem = this.RULE("dataItem", (): Data["items"][number] => {
    const first = this.LA(1);
    const name = this.name(1, "the name of the data");
    this.CONSUME(Colon);
    const type = this.SUBRULE(this.type);
    const range = this.OPTION(() => {
      const start = this.CONSUME2(In);
      const { low, high } = this.SUBRULE(this.range);
      return { low, high, span: this.spanFrom(start) };
    });
    return { name, type, ...(range ? { range } : {}), span: this.spanFrom(first) };
  });

  private readonly noise = this.RULE("noise", (): Declaration => {
    const first = this.CONSUME(Noise);
    const name = this.name(1, "the name of the noise");
    this.CONSUME(Colon);
    const type = this.SUBRULE(this.type);
    this.CONSUME(Tilde);
    const distribution = this.SUBRULE(this.call);
    return { kind: "noise", name, type, distribution, span: this.spanFrom(first) };
  });

  private readonly state = this.RULE("state", (): Declaration => {
    const first = this.CONSUME(State);
    const name = this.name(1, "the name of the state");
    const shape = this.OPTION(() => {
      this.CONSUME(Colon);
      return this.SUBRULE(this.type);
    });
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: "state", name, ...(shape ? { shape } : {}), value, span: this.spanFrom(first) };
  });

  private readonly loss = this.RULE("loss", (): Declaration => {
    const first = this.CONSUME(Loss);
    const name = this.name(1, "the name of the loss");
    const over = [] as (typeof name)[];
    this.OPTION(() => {
      this.CONSUME2(Over);
      this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => over.push(this.name(3, "the name of a network")), ERR_MSG: "the name of a network" });
    });
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: "loss", name, over, value, span: this.spanFrom(first) };
  });

  private readonly metric = this.RULE("metric", (): Declaration => {
    const first = this.CONSUME(Metric);
    const name = this.name(1, "the name of the metric");
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: "metric", name, value, span: this.spanFrom(first) };
  });

  private readonly sample = this.RULE("sample", (): Declaration => {
    const first = this.CONSUME(Sample);
    const name = this.name(1, "the name of the sample");
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: "sample", name, value, span: this.spanFrom(first) };
  });
}
