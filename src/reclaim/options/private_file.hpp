#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "solana/ed25519.hpp"

namespace burner::reclaim {

/// What a file held that others should not read. The errors are sentences for the user and never
/// quote the content.
template <class T>
struct PrivateFile {
    T content;
    bool is_exposed = false;  ///< its mode lets the group or others read it
};

/// The one word that the file holds, without the white space around it: an API key or a token.
base::Result<PrivateFile<std::string>, std::string> read_secret_file(const std::filesystem::path& path);

/// A wallet as Solana's CLI keeps it: a JSON array of 64 bytes, seed then public key.
base::Result<PrivateFile<solana::Keypair>, std::string> read_keypair_file(const std::filesystem::path& path);

}  // namespace burner::reclaim
