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

namespace {

/// Reads `[1,2,…]`, exactly `Size` bytes.
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

bool read_compressed_proof(ondemand::value json, CompressedProof& out) {
    return read_object(json, required("a", read_bytes<sizeof out.a>, out.a),
                       required("b", read_bytes<sizeof out.b>, out.b), required("c", read_bytes<sizeof out.c>, out.c));
}

/// Reads an index of a root, a u16 in the instructions.
bool read_root_index(ondemand::value json, std::uint16_t& out) {
    std::uint64_t number = 0;
    if (!read_number(json, number) || number > std::numeric_limits<std::uint16_t>::max()) return false;
    out = static_cast<std::uint16_t>(number);
    return true;
}

/// Reads `{"rootIndex":…,"proveByIndex":…}`.
bool read_root(ondemand::value json, ProvenAccount& out) {
    return read_object(json, required("rootIndex", read_root_index, out.root_index),
                       required("proveByIndex", read_flag, out.prove_by_index));
}

bool read_proven_account(ondemand::value json, ProvenAccount& out) {
    return read_object(json, required("hash", read_hash, out.hash), required("rootIndex", read_root, out),
                       required("leafIndex", read_leaf_index, out.place.leaf_index),
                       required("merkleContext", read_merkle_context, out.place));
}

bool read_proven_accounts(ondemand::value json, std::vector<ProvenAccount>& out) {
    return for_each_element(json,
                            [&](ondemand::value account) { return read_proven_account(account, out.emplace_back()); });
}

bool read_validity_proof(ondemand::value json, ValidityProof& out) {
    return read_object(json, optional("compressedProof", nullable(read_compressed_proof), out.proof),
                       required("accounts", read_proven_accounts, out.accounts));
}

/// Returns the reader of a list of the first version: its i-th element belongs to the i-th account.
template <class ReadElement>
auto column(ReadElement read_element) {
    return [read_element](ondemand::value json, std::vector<ProvenAccount>& accounts) {
        std::size_t row = 0;
        const bool ok = for_each_element(json, [&](ondemand::value element) {
            return row < accounts.size() && read_element(element, accounts[row++]);
        });
        return ok && row == accounts.size();
    };
}

bool read_validity_proof_v1(ondemand::value json, ValidityProof& out) {
    const auto root = [](ondemand::value element, ProvenAccount& to) {
        return read_root_index(element, to.root_index);
    };
    const auto index = [](ondemand::value element, ProvenAccount& to) {
        return read_leaf_index(element, to.place.leaf_index);
    };
    const auto leaf = [](ondemand::value element, ProvenAccount& to) { return read_hash(element, to.hash); };
    const auto tree = [](ondemand::value element, ProvenAccount& to) { return read_pubkey(element, to.place.tree); };
    return read_object(
        json, optional("compressedProof", nullable(read_compressed_proof), out.proof),
        required("rootIndices", column(root), out.accounts), required("leafIndices", column(index), out.accounts),
        required("leaves", column(leaf), out.accounts), required("merkleTrees", column(tree), out.accounts));
}

/// Tells whether it is a proof of these accounts, all of them: without one, each has to be proven by its index.
bool proves(const ValidityProof& proof, std::span<const Hash> hashes) {
    const bool needs_proof = !std::ranges::all_of(proof.accounts, &ProvenAccount::prove_by_index);
    return std::ranges::equal(proof.accounts, hashes, {}, &ProvenAccount::hash) && (proof.proof || !needs_proof);
}

}  // namespace

Reply<ValidityProof> PhotonAnswerReader::validity_proof(std::string& body, std::uint64_t id,
                                                        std::span<const Hash> hashes) {
    return read<ValidityProof>(body, id, [&](ondemand::value result, ValidityProof& out) {
        return read_at_slot(result, out.slot, read_validity_proof, out) && proves(out, hashes);
    });
}

Reply<ValidityProof> PhotonAnswerReader::validity_proof_v1(std::string& body, std::uint64_t id,
                                                           std::span<const Hash> hashes) {
    return read<ValidityProof>(body, id, [&](ondemand::value result, ValidityProof& out) {
        out.accounts.resize(hashes.size());
        return read_at_slot(result, out.slot, read_validity_proof_v1, out) && proves(out, hashes);
    });
}

}  // namespace burner::upstreams
