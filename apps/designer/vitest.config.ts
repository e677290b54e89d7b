import { browserProject } from "../../tools/vitest-project.ts";

export default browserProject("designer");
