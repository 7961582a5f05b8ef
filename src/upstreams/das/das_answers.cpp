#include "upstreams/das/das_answers.hpp"

#include "upstreams/das/das_asset.hpp"
#include "upstreams/reading/answer_reading.hpp"

namespace burner::upstreams {

using assets::AssetProof;
using assets::IndexedAsset;
using ondemand::raw_json_string;

namespace {

constexpr std::size_t max_tree_depth = 32;  // spl-account-compression: at most 30

bool read_path(ondemand::value json, std::optional<std::vector<assets::Hash>>& out) {
    std::vector<assets::Hash> path;
    bool is_whole = true;
    const bool ok = for_each_element_if_any(json, [&](ondemand::value node) {
        std::optional<assets::Hash> hash;
        take_hash(node, hash);
        is_whole = is_whole && hash && path.size() < max_tree_depth;
        if (is_whole) path.push_back(*hash);
        return true;
    });
    if (is_whole && !path.empty()) out = std::move(path);
    return ok;
}

/// Reads a proof; `out` stays nullopt where the value is no whole proof.
bool read_proof(ondemand::value json, std::optional<AssetProof>& out) {
    std::optional<assets::Hash> root, leaf;
    std::optional<std::uint64_t> index;
    std::optional<solana::Pubkey> tree;
    std::optional<std::vector<assets::Hash>> path;
    const bool ok = read_object_if_any(json, optional("root", take_hash, root), optional("leaf", take_hash, leaf),
                                       optional("node_index", take_integer, index), optional("tree_id", take_key, tree),
                                       optional("proof", read_path, path));
    if (ok && root && leaf && index && tree && path) out = AssetProof{*tree, *root, *leaf, *index, std::move(*path)};
    return ok;
}

bool read_items(ondemand::value json, DasAssets& out) {
    return for_each_element(json, [&](ondemand::value item) {
        ++out.page.entries;
        std::optional<IndexedAsset> asset;
        if (!read_asset(item, asset)) return false;
        if (asset) out.assets.push_back(std::move(*asset));
        return true;
    });
}

/// Counts what could not be listed as entries of the page, too.
bool count_errors(ondemand::value json, DasPage& page) {
    return for_each_element_if_any(json, [&](ondemand::value) { return ++page.entries, true; });
}

bool read_page(ondemand::value json, DasAssets& out) {
    const bool ok =
        read_object(json, required("items", read_items, out), optional("limit", take_integer, out.page.limit),
                    optional("cursor", take_whole_text, max_cursor_bytes, out.page.cursor),
                    optional("errors", count_errors, out.page));
    if (!out.assets.empty()) out.page.first = out.assets.front().id;
    return ok;
}

}  // namespace

Reply<DasAssets> DasAnswerReader::assets(std::string& body, std::uint64_t id) {
    return read<DasAssets>(body, id, &read_page);
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
