#include "upstreams/das/das_answers.hpp"

#include "require.hpp"

using burner::upstreams::DasAnswerReader;

namespace {

void require_bounded(const burner::assets::IndexedAsset& asset) {
    require(asset.name.size() <= 512);
    require(asset.image_uri.size() <= 2048 && asset.json_uri.size() <= 2048);
}

void read(DasAnswerReader& reader, std::uint8_t method, std::string body) {
    switch (method % 5) {
        case 0:
            if (const auto found = reader.assets(body, 1)) {
                require(found->assets.size() <= found->page.entries);
                require(found->page.first.has_value() == !found->assets.empty());
                for (const auto& asset : found->assets) require_bounded(asset);
            }
            return;
        case 1:
            if (const auto found = reader.asset_batch(body, 1)) {
                for (const auto& [id, asset] : *found) require(asset.id == id);
            }
            return;
        case 2:
            if (const auto found = reader.asset(body, 1); found && *found) require_bounded(**found);
            return;
        case 3:
            if (const auto found = reader.proof_batch(body, 1)) {
                for (const auto& [id, proof] : *found) require(!proof.path.empty() && proof.path.size() <= 32);
            }
            return;
        default:
            if (const auto found = reader.proof(body, 1); found && *found) require(!(*found)->path.empty());
    }
}

}  // namespace

/// The first byte chooses the method; the reader is kept between inputs, as on a worker.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static DasAnswerReader reader;
    if (size == 0) return 0;
    read(reader, data[0], std::string(data + 1, data + size));
    return 0;
}
