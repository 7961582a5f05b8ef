#include "fakes/fake_compressed_tokens.hpp"

#include <algorithm>

#include "solana/programs/ids.hpp"

namespace burner::fakes {

using assets::CompressedTokenAccount;
using assets::IndexerFailure;

CompressedTokenAccount compressed_token(std::uint32_t number, const Pubkey& owner, const Pubkey& mint,
                                        std::uint64_t amount) {
    CompressedTokenAccount account;
    account.hash = key(number).bytes;
    account.place = {key(901), key(902), assets::TreeType::state_v2, number};
    account.prove_by_index = true;
    account.program = solana::ids::light_token;
    account.discriminator = 2;
    account.owner = owner;
    account.mint = mint;
    account.amount = amount;
    return account;
}

base::Bytes light_tree(assets::TreeType type, std::uint64_t fee) {
    const bool is_v1 = type == assets::TreeType::state_v1;
    base::Bytes bytes{0xac, 0x2b, 0xac, 0xba, 0x1d, 0x49, 0xdb, 0x54};
    if (!is_v1) {
        bytes = {'B', 'a', 't', 'c', 'h', 'M', 't', 'a'};
        base::append_le(bytes, static_cast<std::uint64_t>(type));
    }
    bytes.resize(bytes.size() + 3 * 32 + 3 * 8, 0x11);
    base::append_le(bytes, fee);
    bytes.resize(400, 0x22);
    return bytes;
}

base::Task<assets::Indexed<assets::CompressedTokenPage>> FakeCompressedTokens::get_token_accounts(
    Pubkey, std::optional<std::string> cursor) {
    const std::size_t page = cursor ? std::stoul(*cursor) : 0;
    ++pages;
    if (rounds != nullptr) co_await rounds->trip();
    if (failure) co_return std::unexpected(*failure);
    if (failing_page == page) co_return std::unexpected(IndexerFailure{IndexerFailure::Reason::no_answer, "Gone"});
    const std::size_t first = std::min(page * page_size, accounts.size());
    const std::size_t last = std::min(first + page_size, accounts.size());
    assets::CompressedTokenPage answer{.slot = 990};
    answer.accounts = {accounts.begin() + static_cast<std::ptrdiff_t>(first),
                       accounts.begin() + static_cast<std::ptrdiff_t>(last)};
    if (last < accounts.size()) answer.next = std::to_string(page + 1);
    co_return answer;
}

base::Task<assets::Indexed<assets::ValidityProof>> FakeCompressedTokens::get_validity_proof(
    std::vector<assets::Hash> hashes) {
    proofs.push_back(hashes);
    if (rounds != nullptr) co_await rounds->trip();
    if (failure) co_return std::unexpected(*failure);
    assets::ValidityProof proof{.slot = 990};
    for (const assets::Hash& hash : hashes) {
        const auto found = std::ranges::find(accounts, hash, &CompressedTokenAccount::hash);
        if (found == accounts.end() || unproven.contains(Pubkey{hash})) {
            co_return std::unexpected(IndexerFailure{IndexerFailure::Reason::no_answer, "No such account"});
        }
        proof.accounts.push_back({hash, found->place, found->prove_by_index, root_index});
        if (found->prove_by_index) continue;
        assets::CompressedProof& bytes = proof.proof.emplace();
        bytes.a.fill(7);
        bytes.b.fill(7);
        bytes.c.fill(7);
    }
    if (on_proof) on_proof(proof);
    co_return proof;
}

}  // namespace burner::fakes
