#pragma once

#include <optional>

#include "assets/price_source.hpp"
#include "upstreams/reading/answer_frame.hpp"

namespace burner::upstreams {

/// Reads prices as Jupiter's price API v3 gives them: `{"<mint>":{"usdPrice":1.25,…},…}`, a mint without price left out
/// or null.
class PriceAnswerReader : AnswerFrame {
  public:
    /// Nothing when it is no such answer, or one with a mint or price twice.
    std::optional<assets::Prices> prices(std::string& body);
};

}  // namespace burner::upstreams
