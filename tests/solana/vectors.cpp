#include "solana/vectors.hpp"

namespace burner::solana {

Pubkey key_of(std::uint8_t fill) {
    Pubkey key;
    key.bytes.fill(fill);
    return key;
}

Pubkey key_of(std::string_view base58) {
    return pubkey_from_base58(base58).value();
}

simdjson::dom::element VectorTest::json(const std::string& path) {
    parsers_.push_back(std::make_unique<simdjson::dom::parser>());
    return parsers_.back()->load((root_ / path).string());
}

base::Bytes VectorTest::bytes(const std::string& path) const {
    const std::string text = read(root_ / path);
    return {text.begin(), text.end()};
}

std::string_view text(simdjson::dom::element element) {
    return element.get_string().value();
}

std::string_view text(simdjson::simdjson_result<simdjson::dom::element> element) {
    return text(element.value());
}

}  // namespace burner::solana
