#include "app/secret_file.hpp"

#include <fstream>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "base/base64.hpp"
#include "base/timestamp.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::app {
namespace {

namespace fs = std::filesystem;

class SecretFile : public testing::Test {
  protected:
    void write(std::string_view text, fs::perms mode = fs::perms::owner_read | fs::perms::owner_write) {
        std::ofstream{file_} << text;
        fs::permissions(file_, mode);
    }
    std::string refusal() {
        try {
            load_server_secrets(file_, now_);
        } catch (const std::runtime_error& refused) {
            return refused.what();
        }
        return "not refused";
    }
    static unsigned mode_of(const fs::path& path) {
        struct stat info{};
        EXPECT_EQ(::stat(path.c_str(), &info), 0);
        return info.st_mode & 07777U;
    }

    fakes::TemporaryFolder folder_;
    fs::path file_ = folder_.path() / "server.secret";
    const std::string good_ = base::to_base64url(base::Bytes(32, 7));
    const base::UnixTime now_ = base::from_rfc3339("2026-04-09T12:00:00Z").value();
};

TEST_F(SecretFile, IsDrawnOnceForItsOwnerAlone) {
    const auto secret = load_server_secrets(file_, now_).current();
    EXPECT_EQ(base::from_base64url(secret.reveal())->size(), 32U);
    EXPECT_EQ(mode_of(file_), 0600U);
    EXPECT_EQ(load_server_secrets(file_, now_).current().reveal(), secret.reveal());
    EXPECT_EQ(std::distance(fs::directory_iterator{folder_.path()}, {}), 1);
    EXPECT_NE(load_server_secrets(folder_.path() / "another", now_).current().reveal(), secret.reveal());
}

TEST_F(SecretFile, IsTheSameForServersThatStartAtOnce) {
    for (int round = 0; round < 20; ++round) {
        fs::remove(file_);
        std::array<std::string, 4> secrets;
        {
            std::vector<std::jthread> starts;
            for (auto& secret : secrets)
                starts.emplace_back([&] { secret = std::string{load_server_secrets(file_, now_).current().reveal()}; });
        }
        EXPECT_EQ((std::set<std::string>{secrets.begin(), secrets.end()}.size()), 1U);
        EXPECT_EQ(std::distance(fs::directory_iterator{folder_.path()}, {}), 1);
    }
}

TEST_F(SecretFile, IsRefusedWhenOthersCanReadIt) {
    for (const auto extra : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write,
                             fs::perms::others_write, fs::perms::others_exec}) {
        write(good_, fs::perms::owner_read | fs::perms::owner_write | extra);
        EXPECT_EQ(refusal(), file_.string() + ": other users can read this secret; run chmod 600 on it");
    }
    write(good_, fs::perms::owner_read);
    EXPECT_EQ(load_server_secrets(file_, now_).current().reveal(), good_);
}

TEST_F(SecretFile, IsRefusedWithoutItsContentWhenItIsTooShort) {
    for (const auto& text : {std::string{}, std::string{"\n"}, std::string{"hunter2"},
                             base::to_base64url(base::Bytes(31, 7)), good_ + "=", "\n" + good_, " " + good_}) {
        write(text);
        EXPECT_EQ(refusal(), file_.string() + ": must hold at least 32 bytes in base64url");
    }
}

TEST_F(SecretFile, CannotBeAFolder) {
    fs::create_directory(file_);
    fs::permissions(file_, fs::perms::owner_all);
    EXPECT_THAT(refusal(), testing::HasSubstr(file_.string()));
}

std::vector<std::string> texts(const base::ServerSecrets& secrets) {
    std::vector<std::string> all;
    for (const auto& secret : secrets.all()) all.emplace_back(secret.reveal());
    return all;
}

TEST_F(SecretFile, KeepsTheSecretBeforeARotationUntilWhatItSealedHasEnded) {
    write(good_ + "\n");
    rotate_server_secret(file_, now_);
    EXPECT_EQ(mode_of(file_), 0600U);
    const auto second = std::string{load_server_secrets(file_, now_).current().reveal()};
    EXPECT_NE(second, good_);
    EXPECT_THAT(texts(load_server_secrets(file_, now_)), testing::ElementsAre(second, good_));

    const auto later = now_ + std::chrono::hours{1};
    rotate_server_secret(file_, later);
    const auto third = std::string{load_server_secrets(file_, later).current().reveal()};
    EXPECT_THAT(texts(load_server_secrets(file_, later)), testing::ElementsAre(third, second, good_));
    EXPECT_THAT(texts(load_server_secrets(file_, now_ + previous_secrets_live)), testing::ElementsAre(third, second));
    EXPECT_THAT(texts(load_server_secrets(file_, later + previous_secrets_live)), testing::ElementsAre(third));
    EXPECT_EQ(std::distance(fs::directory_iterator{folder_.path()}, {}), 1);
}

TEST_F(SecretFile, ThatIsWrittenOtherwiseIsRefused) {
    write(good_ + "\n" + good_ + "\n");
    EXPECT_EQ(refusal(), file_.string() + ": must hold one secret that does not end");
    write(good_ + " until 2026-04-09T12:10:00.000Z\n");
    EXPECT_EQ(refusal(), file_.string() + ": must begin with a secret that does not end");
    write(good_ + "\n" + good_ + " until tomorrow\n");
    EXPECT_THAT(refusal(), testing::HasSubstr("must hold a time after `until`"));
    write(good_ + "\nshort until 2026-04-09T12:10:00.000Z\n");
    EXPECT_EQ(refusal(), file_.string() + ": must hold at least 32 bytes in base64url");
}

TEST_F(SecretFile, GivesEveryPurposeAKeyOfItsOwn) {
    const base::Secret secret{good_};
    EXPECT_EQ(derive_key(secret, "a"), derive_key(secret, "a"));
    EXPECT_NE(derive_key(secret, "a"), derive_key(secret, "b"));
    EXPECT_NE(derive_key(secret, "a"), derive_key(base::Secret{good_ + "A"}, "a"));
}

}  // namespace
}  // namespace burner::app
