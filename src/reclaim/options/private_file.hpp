#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "base/result.hpp"
#include "solana/ed25519.hpp"

namespace burner::reclaim {

/// The content of a file that others should not read. The errors are sentences for the user and never quote the
/// content.
template <class T>
struct PrivateFile {
    T content;
    bool is_exposed = false;  ///< its mode lets the group or others read it
};

/// Reads an API key or a token from a file, without the white space around it.
base::Result<PrivateFile<std::string>, std::string> read_secret_file(const std::filesystem::path& path);

/// Reads a wallet from a file or a pipe: 64 bytes, seed then public key, as the JSON array that Solana's CLI keeps, or
/// in base58, as Phantom gives them.
base::Result<PrivateFile<solana::Keypair>, std::string> read_keypair_file(const std::filesystem::path& path);
/// Reads the same from standard input, to its end.
base::Result<PrivateFile<solana::Keypair>, std::string> read_keypair(std::istream& in);

}  // namespace burner::reclaim
