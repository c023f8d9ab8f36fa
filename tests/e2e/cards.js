// Shows an Adaptive Card as the clients of Teams do: Microsoft's own library, and Markdown in text blocks.
// The sizes are those of Teams' host configuration: https://github.com/microsoft/AdaptiveCards, samples/HostConfig.

const family = "'Segoe UI', system-ui, sans-serif";
const colours = (main, subtle) => ({ default: main, subtle });
const host = new AdaptiveCards.HostConfig({
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  fontFamily: family,
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
  textBlock: { headingLevel: 2 },
  containerStyles: {
    default: {
      backgroundColor: "#ffffff",
      foregroundColors: {
        default: colours("#242424", "#616161"),
        attention: colours("#c4314b", "#c4314b"),
      },
    },
  },
  actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left" },
  inputs: {
    label: { requiredInputs: { weight: "bolder" }, optionalInputs: { weight: "bolder" } },
    errorMessage: { spacing: "small", size: "small", color: "attention" },
  },
});

const markdown = markdownit({ linkify: true, breaks: true });
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

// Puts the card into the page and returns what the library found wrong with it.
function show(json) {
  const card = new AdaptiveCards.AdaptiveCard();
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  card.hostConfig = host;
  card.onExecuteAction = (action) => {
    window.sent = action.toJSON();
    window.sent.data = action.data;
  };
  card.parse(json, context);
  document.body.replaceChildren(card.render());
  const found = card.validateProperties().validationEvents.map((one) => one.message);
  for (let at = 0; at < context.eventCount; at++) found.push(context.getEventAt(at).message);
  return found;
}

// What of the card does not fit into its place.
function cut() {
  const wide = [...document.querySelectorAll("body *")].filter(
    (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline",
  );
  const outside = [...document.querySelectorAll("button, input, textarea, select")].filter(
    (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth,
  );
  return [...wide, ...outside].map((one) => one.outerHTML.slice(0, 200));
}
