#pragma once

#include <optional>
#include <unordered_set>

#include "assets/price_source.hpp"
#include "upstreams/reading/answer_frame.hpp"

namespace burner::upstreams {

struct PriceAnswer {
    assets::Prices prices;                       ///< nullopt for a mint that is named without a price
    std::unordered_set<solana::Pubkey> garbled;  ///< whose price cannot be read
};

/// Reads prices as Jupiter's price API v3 gives them: `{"<mint>":{"usdPrice":1.25,…},…}`, a mint without price left out
/// or null.
class PriceAnswerReader : AnswerFrame {
  public:
    /// Reads an answer; nullopt when it is no such answer, or one with a mint or price twice.
    std::optional<PriceAnswer> prices(std::string& body);
};

}  // namespace burner::upstreams
