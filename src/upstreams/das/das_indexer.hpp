#pragma once

#include <boost/asio/io_context.hpp>

#include "assets/indexers/asset_indexer.hpp"
#include "upstreams/das/das_answers.hpp"
#include "upstreams/json_rpc_client.hpp"

namespace burner::upstreams {

/// The methods of the Digital Asset Standard on whichever of several upstreams has them. Providers differ in names and
/// options: batches are asked for by both of their names and then one by one; fungible tokens and collections' names
/// are asked for until a server that refuses unknown options answers without them. One object per worker thread, which
/// it outlives.
class DasIndexer final : public assets::AssetIndexer {
  public:
    DasIndexer(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings, CallObserver observer = {});

    base::Task<assets::Indexed<assets::AssetPage>> get_assets_by_owner(solana::Pubkey owner,
                                                                       assets::PagePosition from) override;
    base::Task<assets::Indexed<std::vector<std::optional<assets::IndexedAsset>>>> get_assets(
        std::vector<solana::Pubkey> ids) override;
    base::Task<assets::Indexed<std::vector<std::optional<assets::AssetProof>>>> get_proofs(
        std::vector<solana::Pubkey> ids) override;

  private:
    template <class T>
    struct Lookup;

    /// Calls a method. `params` lacks its closing brace. `takes_options`: the method shows more if it is asked to.
    template <class Read>
    auto ask(std::string_view method, std::string params, bool takes_options, Read read)
        -> base::Task<std::invoke_result_t<Read, std::string&, std::uint64_t>>;
    template <class T>
    base::Task<assets::Indexed<std::vector<std::optional<T>>>> get_by_ids(Lookup<T> lookup,
                                                                          std::vector<solana::Pubkey> ids);
    /// Looks up as many ids as one call takes.
    template <class T>
    base::Task<Reply<DasById<T>>> get_batch(Lookup<T> lookup, std::vector<solana::Pubkey> ids);
    template <class T>
    base::Task<Reply<DasById<T>>> get_one_by_one(Lookup<T> lookup, std::vector<solana::Pubkey> ids);

    JsonRpcClient client_;
    DasAnswerReader reader_;
    bool refuses_options_ = false;
};

}  // namespace burner::upstreams
