#pragma once

#include <map>
#include <optional>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "assets/indexers/asset_indexer.hpp"
#include "fakes/rounds.hpp"

namespace burner::fakes {

/// An indexer in memory that lists what a test says, to whomever asks. Every call yields once, as a network would.
class FakeIndexer final : public assets::AssetIndexer {
    using Executor = base::Executor;

  public:
    // What a test arranges.
    std::vector<std::vector<assets::IndexedAsset>> pages;
    std::map<solana::Pubkey, assets::IndexedAsset> assets;
    std::map<solana::Pubkey, assets::AssetProof> proofs;
    std::optional<assets::IndexerFailure> failure;
    Rounds* rounds = nullptr;  ///< where every call takes a round trip

    // What a test looks at.
    std::size_t pages_asked = 0;
    std::size_t batches_asked = 0;

    base::Task<assets::Indexed<assets::AssetPage>> get_assets_by_owner(solana::Pubkey,
                                                                       assets::PagePosition from) override {
        ++pages_asked;
        const Executor executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, boost::asio::use_awaitable_t<Executor>{});
        if (rounds != nullptr) co_await rounds->trip();
        if (failure) co_return std::unexpected(*failure);
        assets::AssetPage page;
        if (from.page <= pages.size()) page.assets = pages[from.page - 1];
        if (from.page < pages.size()) page.next = assets::PagePosition{.page = from.page + 1};
        co_return page;
    }
    base::Task<assets::Indexed<std::vector<std::optional<assets::IndexedAsset>>>> get_assets(
        std::vector<solana::Pubkey> ids) override {
        return look_up(assets, std::move(ids));
    }
    base::Task<assets::Indexed<std::vector<std::optional<assets::AssetProof>>>> get_proofs(
        std::vector<solana::Pubkey> ids) override {
        return look_up(proofs, std::move(ids));
    }

  private:
    template <class T>
    base::Task<assets::Indexed<std::vector<std::optional<T>>>> look_up(const std::map<solana::Pubkey, T>& known,
                                                                       std::vector<solana::Pubkey> ids) {
        ++batches_asked;
        const Executor executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, boost::asio::use_awaitable_t<Executor>{});
        if (rounds != nullptr) co_await rounds->trip();
        if (failure) co_return std::unexpected(*failure);
        std::vector<std::optional<T>> found(ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (const auto one = known.find(ids[i]); one != known.end()) found[i] = one->second;
        }
        co_return found;
    }
};

}  // namespace burner::fakes
