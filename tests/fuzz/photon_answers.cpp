#include "upstreams/photon/photon_answers.hpp"

#include "require.hpp"

using burner::upstreams::PhotonAnswerReader;

namespace {

void require_owned(const burner::upstreams::Reply<burner::assets::CompressedTokenPage>& page,
                   const burner::solana::Pubkey& owner) {
    if (!page) return;
    require(page->accounts.size() <= 1000 && (!page->next || !page->next->empty()));
    for (const auto& account : page->accounts) require(account.owner == owner && account.lamports.value >> 60 == 0);
}

void require_proven(const burner::upstreams::Reply<burner::assets::ValidityProof>& proof,
                    const std::vector<burner::assets::Hash>& hashes) {
    if (!proof) return;
    require(proof->accounts.size() == hashes.size());
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        require(proof->accounts[i].hash == hashes[i]);
        require(proof->proof || proof->accounts[i].prove_by_index);
    }
}

void read(PhotonAnswerReader& reader, std::uint8_t method, std::string body) {
    const burner::solana::Pubkey owner{};  // "11111111111111111111111111111111"
    const std::vector<burner::assets::Hash> hashes(1);
    switch (method % 4) {
        case 0: return require_owned(reader.token_accounts(body, 1, owner), owner);
        case 1: return require_owned(reader.token_accounts_v1(body, 1, owner), owner);
        case 2: return require_proven(reader.validity_proof(body, 1, hashes), hashes);
        default: return require_proven(reader.validity_proof_v1(body, 1, hashes), hashes);
    }
}

}  // namespace

/// The first byte chooses the method; the reader is kept between inputs, as on a worker.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static PhotonAnswerReader reader;
    if (size == 0) return 0;
    read(reader, data[0], std::string(data + 1, data + size));
    return 0;
}
