#include "upstreams/prices/price_answers.hpp"

#include "upstreams/reading/answer_reading.hpp"
#include "upstreams/reading/lenient_reading.hpp"

namespace burner::upstreams {

namespace {

bool read_price(ondemand::value json, std::optional<base::Decimal>& out) {
    Seen seen;
    return for_each_member_if_any(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        return !(key == "usdPrice") || (seen.first(1) && take_decimal(value, out));
    });
}

}  // namespace

std::optional<assets::Prices> PriceAnswerReader::prices(std::string& body) {
    ondemand::document document;
    ondemand::value root;
    if (!open_document(state_->parser, body, document)) return std::nullopt;
    if (document.get_value().get(root) != simdjson::SUCCESS) return std::nullopt;
    assets::Prices found;
    const bool ok = for_each_member(root, [&](ondemand::raw_json_string key, ondemand::value value) {
        const auto mint = key_from_name(key);
        std::optional<base::Decimal> price;
        if (!read_price(value, price)) return false;
        return !mint || !price || found.try_emplace(*mint, *price).second;
    });
    const bool whole = ok && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    trim(state_->parser);
    return whole ? std::optional{std::move(found)} : std::nullopt;
}

}  // namespace burner::upstreams
