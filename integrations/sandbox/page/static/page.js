// The page's behaviour. What is shown is made by the server; this brings it in and keeps the focus.
import { followGuide, followMenu } from "./around.js";
import { followComposer } from "./composer.js";
import { followDialog } from "./dialog.js";
import { followNews } from "./live.js";
import { followScroll } from "./scroll.js";
import { followForms } from "./send.js";

followForms();
followScroll();
followDialog();
followComposer();
followMenu();
followGuide();
followNews();
