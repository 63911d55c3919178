import { ListReply } from '../http/envelope.js';
import type { PageMetaDto } from './page.dto.js';

/** One page of a list. The envelope puts `items` into `data` and the other fields into `meta`. */
export class Page<T> extends ListReply<T> implements PageMetaDto {
  items: T[];
  total?: number;
  totalExact?: boolean;
  limit: number;

  constructor(items: T[], meta: PageMetaDto) {
    super();
    this.items = items;
    Object.assign(this, meta);
  }

  map<U>(transform: (item: T) => U): Page<U> {
    const { items, ...meta } = this;
    return new Page(items.map(transform), meta);
  }
}
