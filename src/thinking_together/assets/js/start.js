// GOV.UK Frontend's own behaviour; every page works without it.
import { initAll } from "./govuk-frontend.min.js";

initAll();
