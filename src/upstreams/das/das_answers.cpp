#include "upstreams/das/das_answers.hpp"

#include "upstreams/das/das_asset.hpp"
#include "upstreams/reading/answer_reading.hpp"

namespace burner::upstreams {

using assets::AssetProof;
using assets::IndexedAsset;
using ondemand::raw_json_string;

namespace {

constexpr std::size_t deepest_tree = 32;  // spl-account-compression: at most 30

bool read_path(ondemand::value json, std::optional<std::vector<assets::Hash>>& out) {
    std::vector<assets::Hash> path;
    bool is_whole = true;
    const bool ok = for_each_element_if_any(json, [&](ondemand::value node) {
        std::optional<assets::Hash> hash;
        take_hash(node, hash);
        is_whole = is_whole && hash && path.size() < deepest_tree;
        if (is_whole) path.push_back(*hash);
        return true;
    });
    if (is_whole && !path.empty()) out = std::move(path);
    return ok;
}

/// Stays empty where the value is no whole proof.
bool read_proof(ondemand::value json, std::optional<AssetProof>& out) {
    constexpr unsigned root_bit = 1, leaf_bit = 2, index_bit = 4, tree_bit = 8, path_bit = 16;
    Seen seen;
    std::optional<assets::Hash> root, leaf;
    std::optional<std::uint64_t> index;
    std::optional<solana::Pubkey> tree;
    std::optional<std::vector<assets::Hash>> path;
    const bool ok = for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "root") return seen.first(root_bit) && take_hash(value, root);
        if (key == "leaf") return seen.first(leaf_bit) && take_hash(value, leaf);
        if (key == "node_index") return seen.first(index_bit) && take_integer(value, index);
        if (key == "tree_id") return seen.first(tree_bit) && take_key(value, tree);
        if (key == "proof") return seen.first(path_bit) && read_path(value, path);
        return true;
    });
    if (ok && root && leaf && index && tree && path) out = AssetProof{*tree, *root, *leaf, *index, std::move(*path)};
    return ok;
}

/// The members that every page has, its entries among them.
class PageReading {
  public:
    explicit PageReading(DasPage& page) : page_(page) {}

    /// Nothing where the key is none of them. `read_entry(json)` reads one of the list.
    template <class ReadEntry>
    std::optional<bool> read(raw_json_string key, ondemand::value value, ReadEntry read_entry) {
        constexpr unsigned limit = 2, cursor = 4, errors = 8;
        const auto count = [&](ondemand::value) { return ++page_.entries, true; };
        if (key == "items")
            return seen_.first(list) && for_each_element(value, [&](ondemand::value entry) {
                       ++page_.entries;
                       return read_entry(entry);
                   });
        if (key == "limit") return seen_.first(limit) && take_integer(value, page_.limit);
        if (key == "cursor") return seen_.first(cursor) && take_whole_text(value, longest_cursor, page_.cursor);
        if (key == "errors") return seen_.first(errors) && for_each_element_if_any(value, count);
        return std::nullopt;
    }
    bool has_list() const { return seen_.all(list); }

  private:
    static constexpr unsigned list = 1;

    DasPage& page_;
    Seen seen_;
};

}  // namespace

Reply<DasAssets> DasAnswerReader::assets(std::string& body, std::uint64_t id) {
    return read<DasAssets>(body, id, [](ondemand::value result, DasAssets& out) {
        PageReading page{out.page};
        const bool ok = for_each_member(result, [&](raw_json_string key, ondemand::value value) {
            const auto read = page.read(key, value, [&](ondemand::value item) {
                std::optional<IndexedAsset> asset;
                if (!read_asset(item, asset)) return false;
                if (asset) out.assets.push_back(std::move(*asset));
                return true;
            });
            return read.value_or(true);
        });
        if (!out.assets.empty()) out.page.first = out.assets.front().id;
        return ok && page.has_list();
    });
}

Reply<DasById<IndexedAsset>> DasAnswerReader::asset_batch(std::string& body, std::uint64_t id) {
    return read<DasById<IndexedAsset>>(body, id, [](ondemand::value result, DasById<IndexedAsset>& out) {
        return for_each_element(result, [&](ondemand::value item) {
            std::optional<IndexedAsset> asset;
            if (!read_asset(item, asset)) return false;
            if (asset) out.try_emplace(asset->id, std::move(*asset));
            return true;
        });
    });
}

Reply<std::optional<IndexedAsset>> DasAnswerReader::asset(std::string& body, std::uint64_t id) {
    return read<std::optional<IndexedAsset>>(body, id, &read_asset);
}

Reply<DasById<AssetProof>> DasAnswerReader::proof_batch(std::string& body, std::uint64_t id) {
    return read<DasById<AssetProof>>(body, id, [](ondemand::value result, DasById<AssetProof>& out) {
        return for_each_member(result, [&](raw_json_string key, ondemand::value value) {
            const auto asset = key_from_name(key);
            std::optional<AssetProof> proof;
            if (!read_proof(value, proof)) return false;
            return !asset || !proof || out.try_emplace(*asset, std::move(*proof)).second;
        });
    });
}

Reply<std::optional<AssetProof>> DasAnswerReader::proof(std::string& body, std::uint64_t id) {
    return read<std::optional<AssetProof>>(body, id, &read_proof);
}

}  // namespace burner::upstreams
