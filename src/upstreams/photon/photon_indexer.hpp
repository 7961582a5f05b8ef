#pragma once

#include "assets/indexers/compressed_token_indexer.hpp"
#include "upstreams/json_rpc_client.hpp"
#include "upstreams/photon/photon_answers.hpp"

namespace burner::upstreams {

/// Photon's methods on whichever of several upstreams has them; those of the second version first, those of the first
/// where there are no others. One object per worker thread, which it outlives.
class PhotonIndexer final : public assets::CompressedTokenIndexer {
  public:
    PhotonIndexer(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings, CallObserver observer = {});

    base::Task<assets::Indexed<assets::CompressedTokenPage>> get_token_accounts(
        solana::Pubkey owner, std::optional<std::string> cursor) override;
    base::Task<assets::Indexed<assets::ValidityProof>> get_validity_proof(std::vector<assets::Hash> hashes) override;

  private:
    JsonRpcClient client_;
    PhotonAnswerReader reader_;
};

}  // namespace burner::upstreams
