#include <algorithm>
#include <limits>

#include "upstreams/photon/photon_answers.hpp"
#include "upstreams/photon/photon_reading.hpp"
#include "upstreams/reading/answer_reading.hpp"

namespace burner::upstreams {

using assets::CompressedProof;
using assets::Hash;
using assets::ProvenAccount;
using assets::ValidityProof;
using ondemand::raw_json_string;

namespace {

/// `[1,2,…]`, exactly as many bytes as there are.
template <std::size_t Size>
bool read_bytes(ondemand::value json, std::array<std::uint8_t, Size>& out) {
    std::size_t size = 0;
    const bool ok = for_each_element(json, [&](ondemand::value element) {
        std::uint64_t byte = 0;
        if (size == Size || !read_number(element, byte) || byte > std::numeric_limits<std::uint8_t>::max())
            return false;
        out[size++] = static_cast<std::uint8_t>(byte);
        return true;
    });
    return ok && size == Size;
}

bool read_compressed_proof(ondemand::value json, std::optional<CompressedProof>& out) {
    constexpr unsigned a = 1, b = 2, c = 4;
    Seen seen;
    if (is_null(json)) return true;
    CompressedProof& proof = out.emplace();
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "a") return seen.first(a) && read_bytes(value, proof.a);
        if (key == "b") return seen.first(b) && read_bytes(value, proof.b);
        if (key == "c") return seen.first(c) && read_bytes(value, proof.c);
        return true;
    });
    return ok && seen.all(a | b | c);
}

/// A u16 in the instructions.
bool read_root_index(ondemand::value json, std::uint16_t& out) {
    std::uint64_t number = 0;
    if (!read_number(json, number) || number > std::numeric_limits<std::uint16_t>::max()) return false;
    out = static_cast<std::uint16_t>(number);
    return true;
}

/// `{"rootIndex":…,"proveByIndex":…}`
bool read_root(ondemand::value json, ProvenAccount& out) {
    constexpr unsigned index = 1, by_index = 2;
    Seen seen;
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "rootIndex") return seen.first(index) && read_root_index(value, out.root_index);
        if (!(key == "proveByIndex")) return true;
        return seen.first(by_index) && value.get_bool().get(out.prove_by_index) == simdjson::SUCCESS;
    });
    return ok && seen.all(index | by_index);
}

bool read_proven_account(ondemand::value json, ProvenAccount& out) {
    constexpr unsigned hash = 1, root = 2, leaf = 4, context = 8;
    Seen seen;
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "hash") return seen.first(hash) && read_hash(value, out.hash);
        if (key == "rootIndex") return seen.first(root) && read_root(value, out);
        if (key == "leafIndex") return seen.first(leaf) && read_leaf_index(value, out.place.leaf_index);
        if (key == "merkleContext") return seen.first(context) && read_merkle_context(value, out.place);
        return true;
    });
    return ok && seen.all(hash | root | leaf | context);
}

bool read_proof(ondemand::value json, ValidityProof& out) {
    constexpr unsigned proof = 1, accounts = 2;
    Seen seen;
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "compressedProof") return seen.first(proof) && read_compressed_proof(value, out.proof);
        if (!(key == "accounts")) return true;
        return seen.first(accounts) && for_each_element(value, [&](ondemand::value account) {
                   return read_proven_account(account, out.accounts.emplace_back());
               });
    });
    return ok && seen.all(accounts);
}

/// One of the lists of the first version: its i-th element belongs to the i-th account.
template <class ReadElement>
bool read_column(ondemand::value json, std::vector<ProvenAccount>& accounts, ReadElement read_element) {
    std::size_t row = 0;
    const bool ok = for_each_element(
        json, [&](ondemand::value element) { return row < accounts.size() && read_element(element, accounts[row++]); });
    return ok && row == accounts.size();
}

bool read_proof_v1(ondemand::value json, ValidityProof& out) {
    constexpr unsigned proof = 1, roots = 2, leaf_indices = 4, leaves = 8, trees = 16;
    Seen seen;
    const auto root = [](ondemand::value element, ProvenAccount& to) {
        return read_root_index(element, to.root_index);
    };
    const auto index = [](ondemand::value element, ProvenAccount& to) {
        return read_leaf_index(element, to.place.leaf_index);
    };
    const auto leaf = [](ondemand::value element, ProvenAccount& to) { return read_hash(element, to.hash); };
    const auto tree = [](ondemand::value element, ProvenAccount& to) { return read_pubkey(element, to.place.tree); };
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "compressedProof") return seen.first(proof) && read_compressed_proof(value, out.proof);
        if (key == "rootIndices") return seen.first(roots) && read_column(value, out.accounts, root);
        if (key == "leafIndices") return seen.first(leaf_indices) && read_column(value, out.accounts, index);
        if (key == "leaves") return seen.first(leaves) && read_column(value, out.accounts, leaf);
        if (key == "merkleTrees") return seen.first(trees) && read_column(value, out.accounts, tree);
        return true;
    });
    return ok && seen.all(roots | leaf_indices | leaves | trees);
}

/// Whether it is a proof of these accounts, all of them: without one, each has to be proven by its index.
bool proves(const ValidityProof& proof, std::span<const Hash> hashes) {
    const bool needs_proof = !std::ranges::all_of(proof.accounts, &ProvenAccount::prove_by_index);
    return std::ranges::equal(proof.accounts, hashes, {}, &ProvenAccount::hash) && (proof.proof || !needs_proof);
}

}  // namespace

Reply<ValidityProof> PhotonAnswerReader::validity_proof(std::string& body, std::uint64_t id,
                                                        std::span<const Hash> hashes) {
    return read<ValidityProof>(body, id, [&](ondemand::value result, ValidityProof& out) {
        const auto read_value = [&](ondemand::value value) { return read_proof(value, out); };
        return read_at_slot(result, out.slot, read_value) && proves(out, hashes);
    });
}

Reply<ValidityProof> PhotonAnswerReader::validity_proof_v1(std::string& body, std::uint64_t id,
                                                           std::span<const Hash> hashes) {
    return read<ValidityProof>(body, id, [&](ondemand::value result, ValidityProof& out) {
        out.accounts.resize(hashes.size());
        const auto read_value = [&](ondemand::value value) { return read_proof_v1(value, out); };
        return read_at_slot(result, out.slot, read_value) && proves(out, hashes);
    });
}

}  // namespace burner::upstreams
