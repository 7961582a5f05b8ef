#include "upstreams/prices/price_answers.hpp"

#include "upstreams/reading/answer_reading.hpp"
#include "upstreams/reading/lenient_reading.hpp"

namespace burner::upstreams {

namespace {

struct ReadPrice {
    std::optional<base::Decimal> price;
    bool is_garbled = false;
};

bool read_usd_price(ondemand::value json, ReadPrice& out) {
    ondemand::json_type type{};
    if (json.type().get(type) != simdjson::SUCCESS) return false;
    if (type == ondemand::json_type::null) return true;
    if (!take_decimal(json, out.price)) return false;
    out.is_garbled = !out.price;
    return true;
}

bool read_price(ondemand::value json, ReadPrice& out) {
    ondemand::json_type type{};
    if (json.type().get(type) != simdjson::SUCCESS) return false;
    out.is_garbled = type != ondemand::json_type::object && type != ondemand::json_type::null;
    return read_object_if_any(json, optional("usdPrice", read_usd_price, out));
}

}  // namespace

std::optional<PriceAnswer> PriceAnswerReader::prices(std::string& body) {
    ondemand::document document;
    ondemand::value root;
    if (!open_document(state_->parser, body, document)) return std::nullopt;
    if (document.get_value().get(root) != simdjson::SUCCESS) return std::nullopt;
    PriceAnswer found;
    const bool ok = for_each_member(root, [&](ondemand::raw_json_string key, ondemand::value value) {
        const auto mint = key_from_name(key);
        ReadPrice read;
        if (!read_price(value, read)) return false;
        if (!mint) return true;
        if (read.is_garbled) found.garbled.insert(*mint);
        return found.prices.try_emplace(*mint, read.price).second;
    });
    const bool whole = ok && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    trim(state_->parser);
    return whole ? std::optional{std::move(found)} : std::nullopt;
}

}  // namespace burner::upstreams
