#include "api/wire/asset_list.hpp"

#include <algorithm>

#include "api/wire/render_assets.hpp"

namespace burner::api {

namespace {

constexpr std::size_t block_bytes = 64 << 10;
/// The spare room takes an item that begins in a block that is nearly full: most items take 300 bytes.
constexpr std::size_t spare_item_bytes = 1 << 10;
/// The size of the body without its items, with the few warnings that there usually are.
constexpr std::size_t typical_rest_bytes = 1 << 10;

}  // namespace

void AssetList::write(const assets::Item& item) {
    if (blocks_.empty() || blocks_.back().size() >= block_bytes) {
        blocks_.emplace_back().reserve(block_bytes + spare_item_bytes);
    }
    std::string& block = blocks_.back();
    std::size_t begin = block.size();
    base::JsonWriter json{block};
    write_item(json, item);
    if (block[begin] == ',') ++begin;
    texts_.push_back({.place = assets::ListPlace{item},
                      .block = static_cast<std::uint32_t>(blocks_.size() - 1),
                      .offset = static_cast<std::uint32_t>(begin),
                      .length = static_cast<std::uint32_t>(block.size() - begin)});
    bytes_ += block.size() - begin;
}

std::string_view AssetList::json_of(const Text& text) const {
    return std::string_view{blocks_[text.block]}.substr(text.offset, text.length);
}

void AssetList::add(const assets::Found& batch) {
    summary_.add(batch);
    for (const assets::Item& item : batch.items) write(item);
}

base::Result<std::string> AssetList::body() {
    if (const auto answered = summary_.rests_on_something(); !answered) return std::unexpected(answered.error());
    std::sort(texts_.begin(), texts_.end(), [](const Text& a, const Text& b) { return a.place < b.place; });
    std::string body;
    body.reserve(bytes_ + texts_.size() + typical_rest_bytes);
    base::JsonWriter json{body};
    json.begin_object();
    json.member("walletAddress", solana::to_base58(wallet_));
    json.key("items");
    json.begin_array();
    for (const Text& text : texts_) json.raw(json_of(text));
    json.end_array();
    json.key("counts");
    write_counts(json, summary_.counts);
    write_summary(json, summary_, is_sponsored_);
    json.end_object();
    return body;
}

}  // namespace burner::api
