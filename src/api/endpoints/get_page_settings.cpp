#include "api/endpoints/get_page_settings.hpp"

#include "api/page.hpp"
#include "api/services.hpp"
#include "base/json_writer.hpp"

namespace burner::api {

namespace {

/// The fraction of the rent that the page proposes to donate, as JSON. The wallet's owner changes it before anything is
/// signed.
constexpr std::string_view suggested_donation = "0.05";

/// Names a cluster by its genesis hash (Solana's `ClusterType::get_genesis_hash`); every other one is somebody's own.
std::string_view cluster_name(std::string_view genesis) {
    if (genesis == "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d") return "mainnet";
    if (genesis == "EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG") return "devnet";
    if (genesis == "4uhcVJyU9pJkvQyUS88uRDiswHXSCkY3zQawwpjk2NsY") return "testnet";
    return "local";
}

}  // namespace

base::Task<base::Result<GetPageSettings::Output>> GetPageSettings::run(const Call& call, Input) {
    const auto page = page_caller(call);
    if (!page) co_return std::unexpected(page.error());
    const auto genesis = co_await call.services.rpc.get_cluster();
    if (!genesis) co_return std::unexpected(genesis.error());
    const auto& project = page->project();
    Output output{.name = project.name,
                  .cluster = cluster_name(*genesis),
                  .explorer = call.services.page.explorer,
                  .shows_images = call.services.page.shows_images,
                  .donation_wallet = std::nullopt};
    if (project.donation_wallet) output.donation_wallet = to_base58(*project.donation_wallet);
    co_return output;
}

/// The wallet for trying things out has a key in the page, so it is offered where SOL is worth nothing.
http::Response GetPageSettings::render(const Output& output) {
    http::Response response;
    response.headers.push_back({"Cache-Control", "no-store"});
    base::JsonWriter json{response.body};
    const bool is_local = output.cluster == "local";
    json.begin_object();
    json.member("name", output.name);
    json.member("cluster", output.cluster);
    json.key("explorer");
    if (is_local || output.explorer.empty()) {
        json.value(nullptr);
    } else {
        json.value(output.explorer);
    }
    json.member("images", output.shows_images);
    json.member("demoWallet", is_local);
    json.key("donation");
    if (output.donation_wallet) {
        json.begin_object();
        json.member("wallet", *output.donation_wallet);
        json.key("suggested");
        json.raw(suggested_donation);
        json.end_object();
    } else {
        json.value(nullptr);
    }
    json.end_object();
    return response;
}

}  // namespace burner::api
