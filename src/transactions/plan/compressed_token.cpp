#include "transactions/plan/compressed_token.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/fan_out.hpp"

namespace burner::transactions {

namespace {

namespace light = solana::light_token;
using assets::BlockedCode;

/// Provers are slow and shared by all.
constexpr std::size_t parallel_proofs = 4;

// Compute units. By index: measured at most 46,000 and 9,000 for each token, 13,000 for each pool after the first;
// searches for addresses vary. With a proof: an estimate, the simulation raises it.
constexpr std::uint32_t units_by_index = 60'000;
constexpr std::uint32_t units_by_index_each = 12'000;
constexpr std::uint32_t units_with_proof = 250'000;
constexpr std::uint32_t units_with_proof_each = 65'000;
constexpr std::uint32_t units_through_account = 30'000;
constexpr std::uint32_t units_of_a_pool = 25'000;

std::uint32_t units_of(const CompressedBatch& batch) {
    const light::Spending& spending = batch.spending;
    const auto count = static_cast<std::uint32_t>(spending.tokens.size());
    std::uint32_t units = units_of_a_pool * static_cast<std::uint32_t>(spending.withdrawals.size() - 1);
    if (spending.tokens.front().version != light::Version::v1) units += units_through_account;
    if (!spending.proof) return units + units_by_index + units_by_index_each * count;
    return units + units_with_proof + units_with_proof_each * count;
}

/// Tells whether the proof is of the place that was listed.
bool is_of(const assets::ProvenAccount& proven, const light::CompressedToken& token) {
    return proven.place.tree == token.tree && proven.place.leaf_index == token.leaf_index;
}

/// Puts a proof into the spending; false where it proves something else.
bool apply(const assets::ValidityProof& proof, light::Spending& spending) {
    if (proof.accounts.size() != spending.tokens.size()) return false;
    bool needs_proof = false;
    for (std::size_t i = 0; i < spending.tokens.size(); ++i) {
        const assets::ProvenAccount& proven = proof.accounts[i];
        light::CompressedToken& token = spending.tokens[i];
        if (!is_of(proven, token)) return false;
        token.is_proved_by_index = proven.prove_by_index;
        token.root_index = proven.prove_by_index ? std::uint16_t{0} : proven.root_index;
        needs_proof = needs_proof || !proven.prove_by_index;
    }
    if (!needs_proof) return true;
    if (!proof.proof) return false;
    auto out = spending.proof.emplace().begin();
    out = std::ranges::copy(proof.proof->a, out).out;
    out = std::ranges::copy(proof.proof->b, out).out;
    std::ranges::copy(proof.proof->c, out);
    return true;
}

Group group_of(const CompressedBatch& batch) {
    Group group;
    group.selections = batch.selections;
    group.instructions = burn_instructions(batch);
    group.fee = batch.fee;
    group.units = units_of(batch);
    return group;
}

struct Proving {
    assets::CompressedTokenIndexer& indexer;
    std::vector<CompressedBatch> batches;
    std::vector<std::optional<std::string>> failures;  ///< of each batch, a sentence
};

/// Stores the proof or the failure. Always true: one failed proof must not stop the others.
base::Task<bool> prove(std::shared_ptr<Proving> all, std::size_t place) {
    CompressedBatch& batch = all->batches[place];
    const auto proof = co_await all->indexer.get_validity_proof(batch.hashes());
    if (!proof) {
        all->failures[place] = proof.error().message;
    } else if (!apply(*proof, batch.spending)) {
        all->failures[place] = explain(BlockedCode::source_unavailable);
    }
    co_return true;
}

void add(Plan& plan, const CompressedBatch& batch, const std::optional<std::string>& failure) {
    if (!failure) {
        plan.groups.push_back(group_of(batch));
        return;
    }
    for (const Selection& selection : batch.selections) {
        plan.rejected.push_back({selection, BlockedCode::source_unavailable, *failure});
    }
}

}  // namespace

base::Task<Plan> plan_compressed(assets::CompressedTokenIndexer& indexer, CompressedRequest request,
                                 CompressedState state) {
    auto [batches, rejected] = divide(request, std::move(state));
    const auto all = std::make_shared<Proving>(indexer, std::move(batches));
    all->failures.resize(all->batches.size());
    co_await base::fan_out(all->batches.size(), parallel_proofs,
                           [all](std::size_t place) { return prove(all, place); });
    Plan plan{{}, std::move(rejected)};
    for (std::size_t i = 0; i < all->batches.size(); ++i) add(plan, all->batches[i], all->failures[i]);
    co_return plan;
}

}  // namespace burner::transactions
