import { Type } from "typebox";

export const WmsConfig = Type.Object({ baseUrl: Type.String({ minLength: 1 }) }, { additionalProperties: true });
