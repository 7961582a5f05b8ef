#pragma once

#include <optional>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "assets/asset_indexer.hpp"

namespace burner::fakes {

/// An indexer in memory that lists what a test says, to whomever asks. Every call yields once, as a network would.
class FakeIndexer final : public assets::AssetIndexer {
    using Executor = boost::asio::io_context::executor_type;

  public:
    // What a test arranges.
    std::vector<std::vector<assets::IndexedAsset>> pages;
    std::optional<assets::IndexerFailure> failure;

    // What a test looks at.
    std::size_t pages_asked = 0;

    base::Task<assets::Indexed<assets::AssetPage>> get_assets_by_owner(solana::Pubkey,
                                                                       assets::PagePosition from) override {
        ++pages_asked;
        const Executor executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, boost::asio::use_awaitable_t<Executor>{});
        if (failure) co_return std::unexpected(*failure);
        assets::AssetPage page;
        if (from.page <= pages.size()) page.assets = pages[from.page - 1];
        if (from.page < pages.size()) page.next = assets::PagePosition{.page = from.page + 1};
        co_return page;
    }
    base::Task<assets::Indexed<std::vector<std::optional<assets::IndexedAsset>>>> get_assets(
        std::vector<solana::Pubkey> ids) override {
        co_return std::vector<std::optional<assets::IndexedAsset>>(ids.size());
    }
    base::Task<assets::Indexed<std::vector<std::optional<assets::AssetProof>>>> get_proofs(
        std::vector<solana::Pubkey> ids) override {
        co_return std::vector<std::optional<assets::AssetProof>>(ids.size());
    }
    base::Task<assets::Indexed<assets::EditionPage>> get_editions(solana::Pubkey, assets::PagePosition) override {
        co_return assets::EditionPage{};
    }
};

}  // namespace burner::fakes
